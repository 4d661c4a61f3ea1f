// One examination as items: what it came to, each check with what looked and how far it came, and each finding, to be selected by itself.
import type {Finding} from '../../core/entities.ts';
import {checksLeft, type Examination, type KeptResult} from '../../core/examined.ts';
import type {FindingId} from '../../core/ids.ts';
import type {State} from '../../core/state.ts';
import {awaitedChecks, resultHead} from '../examination-rows.ts';
import {dismissalWords, standingTone, standingWords} from '../finding-words.ts';
import {counted, duration, oneLine} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {placeOf} from '../reviewer-rows.ts';
import {type Sheet, sheetOf} from '../sheet.ts';
import {type Row, span, spread, type Tone, wrapRows} from '../spans.ts';
import {cameTo} from './examination-sum.ts';
import type {PageItem} from './page.ts';

export function examinationItems(state: State, one: Examination, cells: number, pen: Pen): readonly PageItem[] {
  const sheet = sheetOf(cells, pen);
  const sum = cameTo(state, one);
  return [
    {key: null, rows: [headRow(one, cells, pen), ...wrapRows(sum, 'dim', cells, pen.width), []]},
    ...one.results.flatMap((result) => resultItems(state, one, result, sheet, cells, pen)),
    ...leftItems(one, sheet),
  ];
}

const separator = ' / ';

/** Of a check, and of what it found. */
export const checkKey = ({task, tree}: Examination, {check}: KeptResult): string => [task, tree, check].join(separator);
const foundKey = (of: string, id: FindingId): string => [of, id].join(separator);

/** The finding that a selected item is of; null for a check. */
export function findingOfKey(selected: string | null): string | null {
  return selected?.split(separator)[3] ?? null;
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
      return [`you went on without ${checksLeft(one).length} of ${checks.length}`, 'warn'];
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

function resultItems(
  state: State,
  one: Examination,
  result: KeptResult,
  sheet: Sheet,
  cells: number,
  pen: Pen,
): readonly PageItem[] {
  const {by, end, findings, leftOut} = result;
  const key = checkKey(one, result);
  const rows = [
    resultHead(state, result, cells, pen),
    ...sheet.item('by', end.kind === 'notRun' ? '' : oneLine(by), 'dim'),
    ...sheet.item(
      end.kind === 'finished' ? 'looked at' : 'why not',
      end.kind === 'finished' ? end.looked : end.why,
      'dim',
    ),
    ...sheet.item('console', result.console ?? '', 'dim'),
  ];
  const found = findings.map((id): PageItem => ({key: foundKey(key, id), rows: foundRows(state, id, sheet)}));
  const more = leftOut === 0 ? [] : sheet.item('', `${leftOut} more of less weight are left out`, 'dim');
  return [{key, rows}, ...found, {key: null, rows: [...more, []]}];
}

function foundRows({findings}: State, id: FindingId, sheet: Sheet): readonly Row[] {
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) return sheet.item(id, 'let go for newer ones; the journal has it', 'dim');
  return [
    ...sheet.item(id, wordsOf(finding), standingTone(finding)),
    ...sheet.item('  you said', dismissalWords(finding), 'dim'),
  ];
}

function wordsOf(finding: Finding): string {
  const place = placeOf(finding);
  return `${finding.severity}${place === '' ? '' : `, ${place}`}, ${standingWords(finding)}: ${oneLine(finding.claim)}`;
}

/** Checks that have no result, and by whose doing. */
function leftItems(one: Examination, sheet: Sheet): readonly PageItem[] {
  const left = checksLeft(one);
  if (one.end === undefined || left.length === 0) return [];
  const name = one.end.how === 'skipped' ? 'you skipped' : 'no result';
  const words = `${left.join(', ')}: ${counted(left.length, 'check')} that nobody looked with`;
  return [{key: null, rows: [...sheet.item(name, words, 'warn'), []]}];
}
