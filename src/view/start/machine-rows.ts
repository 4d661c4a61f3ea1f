// The state of the machine beside the choice: a row for each thing that a run needs, and below it what helps.
import {counted, oneLine} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {cutRow, cutText, hanging, type Row, row, type Span, span, type Tone} from '../spans.ts';
import type {MachineCheck} from './start-facts.ts';

/** `brief`: what is well takes one row, cut where it is longer. */
export function machineRows(
  checks: readonly MachineCheck[],
  how: 'whole' | 'brief',
  cells: number,
  pen: Pen,
): readonly Row[] {
  const nameCells = Math.min(Math.floor(cells / 3), Math.max(0, ...checks.map(({name}) => name.length)));
  return checks.flatMap((check) => {
    const rows = checkRows(check, nameCells, cells, pen);
    const isWell = check.state === 'ok' || check.state === 'checking';
    return how === 'brief' && isWell ? [briefRow(check, nameCells, cells, pen)] : rows;
  });
}

/** What needs a person first, so that it is seen where there is little room. */
export function urgentFirst(checks: readonly MachineCheck[]): readonly MachineCheck[] {
  return checks.toSorted((one, other) => urgency[other.state] - urgency[one.state]);
}

const urgency: Readonly<Record<MachineCheck['state'], number>> = {missing: 3, warn: 2, checking: 1, ok: 0};

export function machineVerdict(checks: readonly MachineCheck[], {ellipsis}: Pen['glyphs']): Span {
  const count = (state: MachineCheck['state']): number => checks.filter((check) => check.state === state).length;
  const [missing, warnings, open] = [count('missing'), count('warn'), count('checking')];
  if (checks.length === 0 || open > 0) return span(`looking${ellipsis}`, 'dim');
  const known = warnings === 0 ? '' : `, ${warnings} to know of`;
  if (missing > 0) return span(`${counted(missing, 'thing')} missing${known}`, 'bad');
  return span(`ready${known}`, warnings > 0 ? 'warn' : 'good');
}

function checkRows(
  {name, state, found, mend}: MachineCheck,
  nameCells: number,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const {tone} = looks(pen)[state];
  const head = headOf({name, state}, nameCells, pen);
  const words = state === 'checking' ? `looking${pen.glyphs.ellipsis}` : found;
  const said = hanging(head, words, state === 'ok' || state === 'checking' ? 'dim' : tone, cells, pen.width);
  const indent = [span(' '.repeat(Math.min(4, cells - 1))), span('> ', 'accent')];
  return [
    ...said,
    ...(mend ?? '')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : hanging(indent, line, 'plain', cells, pen.width))),
  ];
}

function briefRow(check: MachineCheck, nameCells: number, cells: number, pen: Pen): Row {
  const words = check.state === 'checking' ? `looking${pen.glyphs.ellipsis}` : oneLine(check.found);
  return cutRow([...headOf(check, nameCells, pen), span(words, 'dim')], cells, pen.width, pen.glyphs.ellipsis);
}

function headOf({name, state}: Pick<MachineCheck, 'name' | 'state'>, nameCells: number, pen: Pen): Row {
  const {sign, tone} = looks(pen)[state];
  const cut = cutText(name, nameCells, pen.width, pen.glyphs.ellipsis);
  return [span(`${sign} `, tone), span(`${cut.padEnd(nameCells)} `)];
}

function looks({glyphs}: Pen): Readonly<Record<MachineCheck['state'], {readonly sign: string; readonly tone: Tone}>> {
  return {
    ok: {sign: glyphs.good, tone: 'good'},
    warn: {sign: glyphs.needs, tone: 'warn'},
    missing: {sign: glyphs.bad, tone: 'bad'},
    checking: {sign: glyphs.waits, tone: 'dim'},
  };
}

export const noMachine: Row = row('Nothing is known of this machine yet.', 'dim');
