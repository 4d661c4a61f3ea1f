// What the machine looked for in the trees that were submitted, the newest first: each check with what looked, how far it came and what it
// found; and what nobody looks for, with what would.
import {isMissed, missedWithout} from '../../core/examine-settings.ts';
import type {Examination, KeptResult} from '../../core/examined.ts';
import type {FindingId} from '../../core/ids.ts';
import type {State} from '../../core/state.ts';
import {awaitedChecks, resultHead} from '../examination-rows.ts';
import {standingTone, standingWords} from '../finding-words.ts';
import {counted, duration, oneLine} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {placeOf} from '../reviewer-rows.ts';
import {type Sheet, sheetOf} from '../sheet.ts';
import {type Row, row, span, spread, type Tone, wrapRows} from '../spans.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';

export const examinationPage: Page = {
  name: 'what the machine looked for',
  title: ({state: {examinations}}) =>
    examinations.length === 0
      ? 'Examination'
      : `Examination: ${counted(examinations.length, 'tree')}, the newest first`,
  empty:
    'Nothing was examined yet. When the Executor submits its work, compilers, analysers and a kernel with sanitizers look at it before the Reviewer reads it, as far as they are here.',
  items: ({state}, cells, pen) => {
    if (state.examinations.length === 0) return [];
    const missed = missedRows(state, cells, pen);
    return [
      ...state.examinations.toReversed().flatMap((one) => itemsOf(state, one, cells, pen)),
      ...(missed.length === 0 ? [] : [{key: null, rows: missed}]),
      ...(state.label.kind === 'tape' ? [{key: null, rows: wrapRows(onTape, 'dim', cells, pen.width)}] : []),
    ];
  },
  keys: [
    {
      ...{keys: ['enter'], shown: 'enter', label: 'open', rank: 1},
      help: 'open what the selected check found, with its evidence',
      step: openFound,
    },
    {
      ...{keys: ['s'], shown: 's', label: 'skip', rank: 2, asks: true},
      help: 'go on without what is still looked for: the Reviewer begins',
      step: skip,
    },
  ],
};

function itemsOf(state: State, one: Examination, cells: number, pen: Pen): readonly PageItem[] {
  const sheet = sheetOf(cells, pen);
  return [
    {key: null, rows: [headRow(one, cells, pen), []]},
    ...one.results.map((result) => ({key: keyOf(one, result), rows: resultRows(state, result, sheet, cells, pen)})),
  ];
}

function headRow(one: Examination, cells: number, {width, glyphs}: Pen): Row {
  const {task, tree, end} = one;
  const [words, tone] = standing(one);
  const took = end === undefined ? '' : `  ${duration(end.atMs - one.startedAtMs)}`;
  const left = [span(`${task}  tree ${tree.slice(0, 12)}`, 'strong')];
  return spread(left, [span(words, tone), span(took, 'dim')], cells, width, glyphs.ellipsis);
}

function standing(one: Examination): readonly [string, Tone] {
  const {end, results, checks} = one;
  if (end === undefined) return [`${awaitedChecks(one)} at work`, 'accent'];
  switch (end.how) {
    case 'finished':
      return [`${results.filter(isAtEnd).length} of ${checks.length} checks came to their end`, 'plain'];
    case 'skipped':
      return [`you went on without ${checks.length - results.length} of ${checks.length}`, 'warn'];
    case 'fault':
      return [`could not be made: ${oneLine(end.why ?? '')}`, 'bad'];
    case 'dropped':
    case 'interrupted':
      return [`${end.how}; it is made anew when the tree is to be read`, 'dim'];
    default:
      return end.how satisfies never;
  }
}

const isAtEnd = ({end}: KeptResult): boolean => end.kind === 'finished';

const onTape = 'What is found is shown and blocks nothing: the models are a tape, which can’t take it in.';

const separator = ' / ';
const keyOf = ({task, tree}: Examination, {check}: KeptResult): string => [task, tree, check].join(separator);

function resultRows(state: State, result: KeptResult, sheet: Sheet, cells: number, pen: Pen): readonly Row[] {
  const {by, end, findings, leftOut} = result;
  return [
    resultHead(result, cells, pen),
    ...sheet.item('by', end.kind === 'notRun' ? '' : oneLine(by), 'dim'),
    ...sheet.item(
      end.kind === 'finished' ? 'looked at' : 'why not',
      end.kind === 'finished' ? end.looked : end.why,
      'dim',
    ),
    ...sheet.item('console', result.console ?? '', 'dim'),
    ...findings.flatMap((id) => foundRows(state, id, sheet)),
    ...(leftOut === 0 ? [] : sheet.item('', `and ${leftOut} more of less weight`, 'dim')),
    [],
  ];
}

function foundRows({findings}: State, id: FindingId, sheet: Sheet): readonly Row[] {
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) return sheet.item(id, 'let go for newer ones; the journal has it', 'dim');
  const {severity, claim} = finding;
  const place = placeOf(finding);
  const words = `${severity}${place === '' ? '' : `, ${place}`}, ${standingWords(finding)}: ${oneLine(claim)}`;
  return sheet.item(id, words, standingTone(finding));
}

/** What nobody looks for on this host, and what would. */
function missedRows({examine, examinations}: State, cells: number, {width}: Pen): readonly Row[] {
  if (!isMissed(examine, examinations.at(-1)?.checks ?? [])) return [];
  return [row('Not looked for', 'warn'), ...wrapRows(missedWithout, 'dim', cells, width)];
}

function openFound(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const results = state.examinations.flatMap((one) => one.results.map((result) => ({key: keyOf(one, result), result})));
  const found = results.find(({key}) => key === selected)?.result.findings[0];
  if (found === undefined)
    return {
      ui: noticed(ui, 'This check found nothing: what it looked at is all that is known.', 'plain', nowMs),
      acts: [],
    };
  const back = ui.dialog?.kind === 'page' ? {back: ui.dialog} : {};
  return {ui: {...ui, dialog: {kind: 'page', page: 'findings', selected: found, scroll: null, ...back}}, acts: []};
}

function skip(ui: Ui, _selected: string | null, {state, nowMs}: Facts): Step {
  const task = state.examinations.findLast(({end}) => end === undefined)?.task;
  if (task === undefined) return {ui: noticed(ui, 'Nothing is being looked for now.', 'plain', nowMs), acts: []};
  return {ui, acts: [{kind: 'command', command: {do: 'skipChecks', task}}]};
}
