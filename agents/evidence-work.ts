// What was tried against a crash, what a tree changes, and what the static checks of its build said.
import type {Task} from '../src/core/entities.ts';
import type {Hypothesis} from '../src/core/hypothesis.ts';
import type {TreeHash} from '../src/core/ids.ts';
import {cutText} from '../src/core/limits.ts';
import {onOneLine} from '../src/core/quoted.ts';
import {changeOf} from '../src/core/reviews.ts';
import type {State} from '../src/core/state.ts';
import {fenced} from './fence.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf} from './section.ts';

type Pieces = readonly Piece<string>[];

const hypothesesShown = 8;
const notesShown = 20;

/** The history of a task's crashes, for whoever plans it anew or goes on with it. */
export function triedPieces({hypotheses}: State, task: Task): Pieces {
  const own = hypotheses.filter((hypothesis) => hypothesis.task === task.id).slice(-hypothesesShown);
  if (own.length === 0) return [];
  return [
    pieceOf('\n\n# Crashes so far, what was thought of them and what came of it'),
    ...own.map((hypothesis) => pieceOf(`\n${hypothesisText(hypothesis)}`, gone(4, 'older hypotheses'))),
  ];
}

function hypothesisText({id, run, title, cause, places, standing}: Hypothesis): string {
  const came = standing.kind === 'open' ? 'not settled yet' : `${standing.kind} by ${standing.run}: ${standing.why}`;
  return `- ${id}, of ${run} (${onOneLine(title).slice(0, 200)}) at ${onOneLine(places.join(', '))}: ${onOneLine(cutText(cause, 500))} (${onOneLine(came)})`;
}

export function changedLinePieces(state: State, task: Task): Pieces {
  const files = changeOf(state, task)?.files?.filter(({touched}) => touched.length > 0) ?? [];
  if (files.length === 0) return [];
  const lines = files.map(({path, touched}) => {
    const spans = touched.slice(0, 30).map(({from, to}) => (from === to ? `${from}` : `${from}-${to}`));
    return `\n- ${onOneLine(path)}: lines ${spans.join(', ')}${touched.length > spans.length ? ' and more' : ''}`;
  });
  return [
    pieceOf('\n\n# What this tree changes (show_change has the text)'),
    ...lines.map((line) => pieceOf(line, gone(1, 'lists of changed lines'))),
  ];
}

/** Notes of the checker and the compiler don't fail a build; a reviewer is to have seen them. */
export function staticCheckPieces({builds}: State, tree: TreeHash): Pieces {
  const notes =
    builds.findLast((build) => build.tree === tree)?.diagnostics.filter(({level}) => level === 'note') ?? [];
  if (notes.length === 0) return [pieceOf('\n\n# Static checks\nNothing was noted in the build of this tree.')];
  const lines = notes.slice(0, notesShown).map(({file, line, text}) => `${file ?? '?'}:${line ?? '?'}: ${text}`);
  const text = `\n\n# Static checks\n${fenced('notes of the compiler and the checker', lines.join('\n'))}`;
  return [pieceOf(text, gone(3, 'notes of static checks'))];
}
