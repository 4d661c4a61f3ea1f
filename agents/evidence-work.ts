// What was tried against a crash, and what a tree changes.
import type {Task} from '../src/core/entities.ts';
import type {Hypothesis} from '../src/core/hypothesis.ts';
import {cutText} from '../src/core/limits.ts';
import {onOneLine} from '../src/core/quoted.ts';
import {changeOf} from '../src/core/reviews.ts';
import type {State} from '../src/core/state.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf} from './section.ts';

type Pieces = readonly Piece<string>[];

const hypothesesShown = 8;

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
