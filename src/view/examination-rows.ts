// Checks as rows: what looked, how far it came, what it found. Nothing found is said beside what looked for it, never as "nothing is there".

import type {Finding, Task} from '../core/entities.ts';
import type {CheckName} from '../core/examination.ts';
import {checkAtWork, checksLeft, type Examination, examinationOf, type KeptResult} from '../core/examined.ts';
import type {State} from '../core/state.ts';
import {counted, duration, oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {type Row, type Span, span, spread} from './spans.ts';

/** The examination that a review waits for, in words: `checks: sparse (3 of 6)`. */
export function awaitedChecks(examination: Examination): string {
  const {checks} = examination;
  const name = checkAtWork(examination);
  if (name === undefined) return 'checks';
  return `checks: ${name} (${checks.indexOf(name) + 1} of ${checks.length})`;
}

/** Of the task whose tree is to be read; undefined where nothing keeps the Reviewer from it. */
export function awaitedExamination({tasks, examinations}: State): Examination | undefined {
  const isAwaited = ({task: of}: Examination) => tasks.some(({id, stage}: Task) => id === of && stage === 'reviewing');
  return examinations.find((one) => one.end === undefined && isAwaited(one));
}

/** The task whose tree is to be read, or is being read. */
export function taskAtHand({tasks}: Pick<State, 'tasks'>): Task | undefined {
  return tasks.find(({stage}) => stage === 'reviewing');
}

/** Of the tree that is at hand; where none is, the newest. */
function examinationAtHand(state: State): Examination | undefined {
  const task = taskAtHand(state);
  if (task?.submitted === undefined) return state.examinations.at(-1);
  return examinationOf(state, task.id, task.submitted);
}

/** In the Reviewer's pane, of the newest examination: a row for each check that has ended, one for the one that is at work. */
export function checkRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const newest = examinationAtHand(state);
  if (newest === undefined) return [];
  const left = checksLeft(newest);
  const working = checkAtWork(newest);
  return [
    ...(working === undefined ? [] : [workingRow(working, left.length - 1, cells, pen)]),
    ...(newest.end === undefined || left.length === 0 ? [] : [unmadeRow(newest, left, cells, pen)]),
    ...newest.results.toSorted(byWorth).map((result) => resultRow(state, result, cells, pen)),
  ];
}

/** Where there is no room for all: what found something first, what found nothing last. */
function byWorth(one: KeptResult, other: KeptResult): number {
  return worthOf(other) - worthOf(one);
}

function worthOf({findings, end}: KeptResult): number {
  if (findings.length > 0) return 2;
  return end.kind === 'stopped' ? 1 : 0;
}

const nameCells = 12;

/** In one row: with what it looked at behind it, as far as there is room. */
function resultRow(state: State, result: KeptResult, cells: number, pen: Pen): Row {
  const {end} = result;
  return headOf(
    state,
    result,
    [span(`  ${oneLine(end.kind === 'finished' ? end.looked : end.why)}`, 'dim')],
    cells,
    pen,
  );
}

export function resultHead(state: State, result: KeptResult, cells: number, pen: Pen): Row {
  return headOf(state, result, [], cells, pen);
}

function headOf(state: State, result: KeptResult, more: Row, cells: number, {width, glyphs}: Pen): Row {
  const {check, end, durationMs} = result;
  const [glyph, said] = signOf(state, result, glyphs);
  const took = end.kind === 'notRun' ? [] : [span(`  ${duration(durationMs)}`, 'dim')];
  const left = [glyph, span(check.padEnd(nameCells), 'plain'), said, ...more];
  return spread(left, took, cells, width, glyphs.ellipsis);
}

function signOf({findings}: State, result: KeptResult, glyphs: Pen['glyphs']): readonly [Span, Span] {
  const isSettled = ({id, state}: Finding): boolean => state !== 'open' && result.findings.includes(id);
  const settled = findings.filter(isSettled).length;
  const hasOpen = result.findings.length + result.leftOut > settled;
  const found = `${foundWords(result)}${settled > 0 && !hasOpen ? ', settled' : ''}`;
  switch (result.end.kind) {
    case 'finished':
      return hasOpen
        ? [span(`${glyphs.needs} `, 'warn'), span(found, 'warn')]
        : [span(`${glyphs.dot} `, 'dim'), span(found, 'dim')];
    case 'stopped':
      return [span(`${glyphs.stopped} `, 'warn'), span(`stopped, ${found}`, 'warn')];
    case 'notRun':
      return [span(`${glyphs.waits} `, 'dim'), span('not run', 'dim')];
    default:
      return result.end satisfies never;
  }
}

export function foundWords({findings, leftOut}: KeptResult): string {
  const [first, ...others] = findings;
  if (first === undefined) return 'found nothing';
  const more = others.length + leftOut;
  return `found ${first}${more === 0 ? '' : ` and ${more} more`}`;
}

function workingRow(check: CheckName, behind: number, cells: number, {width, glyphs}: Pen): Row {
  const then = behind === 0 ? '' : `, then ${behind} more`;
  const left = [
    span(`${glyphs.works} `, 'accent'),
    span(check.padEnd(nameCells), 'plain'),
    span(`is looking${then}`, 'dim'),
  ];
  return spread(left, [], cells, width, glyphs.ellipsis);
}

function unmadeRow({end}: Examination, left: readonly CheckName[], cells: number, {width, glyphs}: Pen): Row {
  const what = end?.how === 'skipped' ? 'skipped by you' : 'without a result';
  const why = end?.how === 'fault' && end.why !== undefined ? `: ${oneLine(end.why)}` : '';
  const words = span(`${counted(left.length, 'check')} ${what}${why}: ${left.join(', ')}`, 'warn');
  return spread([span(`${glyphs.stopped} `, 'warn'), words], [], cells, width, glyphs.ellipsis);
}
