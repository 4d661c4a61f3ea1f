// What to write so that one frame on the terminal becomes the next: only the cells that differ, each stretch at its own place. So what
// stands beside a pane that streams is not sent again, and nothing hangs on where the cursor was.
import {type Cells, cellsOf} from './cells.ts';
import {steady} from './steady-columns.ts';

/** Of frames as rows. Before the first one, and after the terminal was cleared, nothing stands there. */
export function changesOf(before: readonly string[], after: readonly string[], columns: number): string {
  const rows = Math.max(before.length, after.length);
  let written = '';
  for (let row = 0; row < rows; row++) {
    const [was, is] = [before[row] ?? '', after[row] ?? ''];
    if (was !== is) written += rowChange(was, is, row, columns);
  }
  return written;
}

function rowChange(before: string, after: string, row: number, columns: number): string {
  const [was, is] = [cellsOf(before), cellsOf(after)];
  if (was === null || is === null || Math.max(was.text.length, is.text.length) > columns) {
    return `${placeOf(row, 0)}\x1b[2K${steady(after, {from: 0, columns, isOfSingleCells: false})}\x1b[0m`;
  }
  return stretches(was, is)
    .map(({from, to}) => placeOf(row, from) + steadyCells(is, from, to, columns))
    .join('');
}

const placeOf = (row: number, column: number): string => `\x1b[${row + 1};${column + 1}H`;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Cells that did not change but lie between two that did, this near to each other, cost less than another place. */
const nearCells = 10;

function stretches(was: Cells, is: Cells): readonly Stretch[] {
  const found: Stretch[] = [];
  const cells = Math.max(was.text.length, is.text.length);
  let [from, to] = [-1, -1];
  for (let cell = 0; cell < cells; cell++) {
    if (isSameAt(was, is, cell)) continue;
    if (from !== -1 && cell - to > nearCells) {
      found.push({from, to});
      from = cell;
    }
    if (from === -1) from = cell;
    to = cell + 1;
  }
  return from === -1 ? found : [...found, {from, to}];
}

/** Behind the end of a row there are blanks. */
function isSameAt(was: Cells, is: Cells, cell: number): boolean {
  const isSameText = (was.text[cell] ?? ' ') === (is.text[cell] ?? ' ');
  return isSameText && (was.looks[cell] ?? '') === (is.looks[cell] ?? '');
}

function steadyCells(is: Cells, from: number, to: number, columns: number): string {
  const written = steady(cellsFrom(is, from, to), {from, columns, isOfSingleCells: true});
  return to > is.text.length ? `${written}\x1b[K` : written;
}

/** The terminal's own look before and after it. */
function cellsFrom({text, looks}: Cells, from: number, to: number): string {
  let written = '';
  let look = '';
  for (let cell = from; cell < Math.min(to, text.length); ) {
    const next = looks[cell] ?? '';
    let end = cell + 1;
    while (end < to && end < text.length && looks[end] === next) end++;
    written += lookChange(look, next) + text.slice(cell, end);
    look = next;
    cell = end;
  }
  return written + lookChange(look, '');
}

function lookChange(before: string, after: string): string {
  if (before === after) return '';
  if (after === '') return '\x1b[0m';
  return before === '' ? `\x1b[${after}m` : `\x1b[0;${after}m`;
}
