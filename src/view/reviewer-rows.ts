// What stands in the Reviewer's pane: the verdict on the task at hand, the findings that are open, those that are mended.
import {type Finding, severities, type Verdict} from '../core/entities.ts';
import type {TaskId, TreeHash} from '../core/ids.ts';
import {reviewPasses} from '../core/review.ts';
import {reviewOf} from '../core/reviews.ts';
import type {State} from '../core/state.ts';
import {checkRows, taskAtHand} from './examination-rows.ts';
import {dismissalWords, standingTone} from './finding-words.ts';
import {firstLine, oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {hanging, type Row, span, spread, type Tone} from './spans.ts';

export function reviewerRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const open = state.findings.filter((finding) => finding.state === 'open').toSorted(bySeverity);
  const over = state.findings.filter((finding) => finding.state !== 'open').toReversed();
  return [
    ...standingRows(state, cells, pen),
    ...open.flatMap((finding) => openRows(finding, cells, pen)),
    ...over.flatMap((finding) => overRows(finding, cells, pen)),
    ...passRows(state, cells, pen),
    ...checkRows(state, cells, pen),
  ];
}

export const reviewerEmpty =
  'No findings yet. When the Executor submits its work, the Reviewer holds it against the goal, finding by finding.';

export function bySeverity(one: Finding, other: Finding): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

function verdictRows(state: State, verdict: Verdict, cells: number, pen: Pen): readonly Row[] {
  const {glyphs, width} = pen;
  const isApproved = verdict.verdict === 'approve';
  const isStale = isApproved && verdict.constraintRevision !== state.constraintRevision;
  const word = isApproved
    ? span(`${glyphs.good} approved`, isStale ? 'warn' : 'good')
    : span(`${glyphs.back} sent back`, 'warn');
  const under = isStale
    ? [span(`  under rev ${verdict.constraintRevision}, now ${state.constraintRevision}`, 'warn')]
    : [];
  const head = spread(
    [span(`${verdict.task}  `, 'dim'), word, ...under],
    [span(`tree ${verdict.tree.slice(0, 8)}`, 'dim')],
    cells,
    width,
    glyphs.ellipsis,
  );
  return [head, ...hanging([span('    ')], oneLine(verdict.summary), 'dim', cells, width).slice(0, 3)];
}

/** Of the tree that is at hand: what is said of another one says nothing of it. */
function standingRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const task = taskAtHand(state);
  const verdict =
    task === undefined
      ? state.verdicts.at(-1)
      : state.verdicts.find((one) => one.task === task.id && one.tree === task.submitted);
  if (verdict !== undefined) return verdictRows(state, verdict, cells, pen);
  const isFirst = state.verdicts.length === 0;
  return isFirst || task?.submitted === undefined ? [] : [unjudgedRow(task.id, task.submitted, cells, pen)];
}

function unjudgedRow(task: TaskId, tree: TreeHash, cells: number, {width, glyphs}: Pen): Row {
  const left = [span(`${task}  `, 'dim'), span(`${glyphs.waits} no verdict yet`, 'accent')];
  return spread(left, [span(`tree ${tree.slice(0, 8)}`, 'dim')], cells, width, glyphs.ellipsis);
}

const severityTones: Readonly<Record<Finding['severity'], Tone>> = {
  critical: 'bad',
  major: 'bad',
  minor: 'warn',
  note: 'dim',
};

const severityCells = 9;

function openRows(finding: Finding, cells: number, pen: Pen): readonly Row[] {
  const head = [
    span(`${finding.id} `.padEnd(4), 'dim'),
    span(finding.severity.padEnd(severityCells), severityTones[finding.severity]),
  ];
  const indent = span(' '.repeat(4 + severityCells));
  const place = placeOf(finding);
  const evidence = finding.by === 'target' ? '' : firstLine(finding.evidence);
  const by = finding.by === 'check' ? `${finding.seen.check}  ` : '';
  const below = [
    span(place === '' ? '' : `${place}  `, finding.by === 'target' ? 'dim' : 'accent'),
    span(`${by}${evidence}`, 'dim'),
  ];
  const hasBelow = below.some(({text}) => text !== '');
  return [
    ...hanging(head, oneLine(finding.claim), 'plain', cells, pen.width),
    ...(hasBelow ? [spread([indent, ...below], [], cells, pen.width, pen.glyphs.ellipsis)] : []),
  ];
}

/** Of the review at hand, else of the newest: which of its passes are finished. */
function passRows(state: State, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const task = taskAtHand(state);
  const review = task === undefined ? state.reviews.at(-1) : reviewOf(state, task);
  if (review === undefined) return [];
  const left = reviewPasses.filter((pass) => !review.passes.some((one) => one.pass === pass));
  const count = `${reviewPasses.length - left.length} of ${reviewPasses.length} passes`;
  const words = left.length === 0 ? [] : [span(`  left: ${left.join(', ')}`, 'dim')];
  const mark = span(`${left.length === 0 ? glyphs.good : glyphs.works} `, left.length === 0 ? 'good' : 'accent');
  return [spread([mark, span(count, 'dim'), ...words], [], cells, width, glyphs.ellipsis)];
}

function overRows(finding: Finding, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const left = [
    span(`${finding.id} `.padEnd(4), 'dim'),
    span(finding.severity.padEnd(severityCells), 'dim'),
    span(oneLine(finding.claim), 'dim'),
  ];
  const word = span(overWord(finding, glyphs), standingTone(finding));
  const why = oneLine(dismissalWords(finding));
  const indent = span(' '.repeat(4 + severityCells));
  return [
    spread(left, [word], cells, width, glyphs.ellipsis),
    ...(why === '' ? [] : [spread([indent, span(`you: ${why}`, 'dim')], [], cells, width, glyphs.ellipsis)]),
  ];
}

/** In a word or two: the rest stands on the page of findings. */
function overWord({state}: Finding, glyphs: Pen['glyphs']): string {
  switch (state) {
    case 'mended':
      return `${glyphs.good} mended`;
    case 'left':
      return 'left open';
    default:
      return state;
  }
}

export function placeOf({file, line, by}: Finding): string {
  if (file === undefined || file === '') return by === 'target' ? 'seen on the target' : '';
  return oneLine(line === undefined ? file : `${file}:${line}`);
}
