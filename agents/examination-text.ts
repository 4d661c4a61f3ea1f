// What the machine looked for in a submitted tree, for whoever reads it: each check with what looked and how far it came. Nothing found is
// never said without what looked for it, and what nobody looked for is said as well.
import type {Task} from '../src/core/entities.ts';
import {type CheckName, dynamicChecks} from '../src/core/examination.ts';
import {type Examination, examinationOf, type KeptResult} from '../src/core/examined.ts';
import type {TreeHash} from '../src/core/ids.ts';
import {onOneLine} from '../src/core/quoted.ts';
import type {State} from '../src/core/state.ts';
import {fenced} from './fence.ts';
import {findingPieces} from './finding-text.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf} from './section.ts';

type Pieces = readonly Piece<string>[];

export function examinationPieces(state: State, task: Task, tree: TreeHash): Pieces {
  const examination = examinationOf(state, task.id, tree);
  const found = state.findings.filter((one) => one.by === 'check' && one.task === task.id && one.tree === tree);
  const open = found.filter((one) => one.state === 'open');
  return [
    pieceOf('\n\n# What the machine looked for in this tree'),
    ...(examination === undefined ? [pieceOf('\nNo check was run on it.')] : checkPieces(examination)),
    ...buildNotePieces(state, tree),
    ...findingPieces('What the machine found in this tree', state, open, {what: 'findings of checks', round: 4}),
  ];
}

function checkPieces(examination: Examination): Pieces {
  const {checks, results} = examination;
  const silent = checks.filter((name) => !results.some(({check}) => check === name));
  return [
    ...results.map((result) => pieceOf(`\n- ${checkLine(result)}`, gone(3, 'checks'))),
    ...(silent.length === 0 ? [] : [pieceOf(`\nNo result: ${silent.join(', ')}${whyOf(examination)}.`)]),
    ...(checks.some(isDynamic) ? [] : [pieceOf(`\n${nobodyLooked}`)]),
  ];
}

const nobodyLooked =
  'The module was not run on a kernel with sanitizers: nothing looked for memory errors (KASAN), the order of locks (lockdep), leaks (kmemleak) or the paths of failed allocations.';

function isDynamic(check: CheckName): boolean {
  return dynamicChecks.some((name) => name === check);
}

export function checkLine({check, by, end, findings, leftOut, durationMs}: KeptResult): string {
  const who = onOneLine(`${check} (${by})`);
  const more = leftOut === 0 ? '' : ` and ${leftOut} more that are not told`;
  const found = findings.length === 0 ? 'found nothing' : `found ${findings.join(', ')}${more}`;
  switch (end.kind) {
    case 'finished':
      return `${who}, ${Math.round(durationMs / 100) / 10} s, ${onOneLine(end.looked)}: ${found}`;
    case 'stopped':
      return `${who} did not come to its end, ${onOneLine(end.why)}; by then it ${found}`;
    case 'notRun':
      return `${check} was not run: ${onOneLine(end.why)}`;
    default:
      return end satisfies never;
  }
}

function whyOf({end}: Examination): string {
  switch (end?.how) {
    case 'skipped':
      return ', since the person went on without waiting for it';
    case 'fault':
      return `, since the machinery failed: ${onOneLine(end.why ?? 'it did not say why')}`;
    default:
      return '';
  }
}

const notesShown = 20;

/** Notes of the compiler and the checker don't fail a build; a reviewer is to have seen them. */
function buildNotePieces({builds}: State, tree: TreeHash): Pieces {
  const build = builds.findLast((one) => one.tree === tree);
  const notes = build?.diagnostics.filter(({level}) => level === 'note') ?? [];
  if (notes.length === 0) return [];
  const lines = notes.slice(0, notesShown).map(({file, line, text}) => `${file ?? '?'}:${line ?? '?'}: ${text}`);
  const text = `\n${fenced('notes of the compiler and the checker in its build', lines.join('\n'))}`;
  return [pieceOf(text, gone(3, 'notes of its build'))];
}
