// The cells of the emulator as rows for the screen: exactly as wide as it is by the screen's own count, whatever its tables say of a
// character, and nothing in them that a terminal would act upon.
import type {IBuffer, IBufferCell, IBufferLine} from '@xterm/headless';
import {safeText} from '../../view/safe-text.ts';
import {plainSgr, type Sgr, type SgrColour, toneOfSgr} from '../../view/sgr.ts';
import type {Size} from '../../view/size.ts';
import type {Row, Span, Tone, Width} from '../../view/spans.ts';

export interface Cursor {
  readonly column: number;
  readonly row: number;
}

export function rowsOf(buffer: IBuffer, {columns, rows}: Size, cursor: Cursor | null, width: Width): readonly Row[] {
  const scratch = buffer.getNullCell();
  return Array.from({length: rows}, (_, y) => {
    const line = buffer.getLine(buffer.baseY + y);
    const cells = line === undefined ? [] : cellsOf(line, columns, cursor?.row === y ? cursor.column : -1, scratch);
    return rowOf(cells, columns, width);
  });
}

interface Cell {
  readonly chars: string;
  readonly cells: number;
  readonly tone: Tone;
}

function cellsOf(line: IBufferLine, columns: number, cursorAt: number, scratch: IBufferCell): readonly Cell[] {
  const cells: Cell[] = [];
  for (let x = 0; x < columns; x++) {
    const cell = line.getCell(x, scratch);
    // The second half of a wide character.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const wide = Math.min(cell.getWidth(), columns - x);
    const isCursor = cursorAt >= x && cursorAt < x + wide;
    cells.push({chars: cell.isInvisible() ? '' : cell.getChars(), cells: wide, tone: toneOf(cell, isCursor)});
  }
  return cells;
}

function toneOf(cell: IBufferCell, isCursor: boolean): Tone {
  if (cell.isAttributeDefault()) return isCursor ? cursorTone : 'plain';
  const sgr: Sgr = {
    text: colourOf(cell.isFgPalette(), cell.isFgRGB(), cell.getFgColor()),
    ground: colourOf(cell.isBgPalette(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: (cell.isInverse() !== 0) !== isCursor,
  };
  return toneOfSgr(sgr);
}

const cursorTone: Tone = toneOfSgr({...plainSgr, inverse: true});

function colourOf(isOfTable: boolean, isOwn: boolean, colour: number): SgrColour {
  if (isOfTable) return colour;
  return isOwn ? `#${colour.toString(16).padStart(6, '0')}` : null;
}

/** Neighbours may join to one character on the screen that are two in the emulator: such a row is shown without what it may be. */
function rowOf(cells: readonly Cell[], columns: number, width: Width): Row {
  const own = joined(cells, columns, ({chars, cells: wide}) => fitted(chars, wide, width));
  const isAsWide = width(own.map(({text}) => text).join('')) === columns;
  return isAsWide ? own : joined(cells, columns, ({chars, cells: wide}) => fitted(chars, wide, () => -1));
}

function joined(cells: readonly Cell[], columns: number, textOf: (cell: Cell) => string): Row {
  const spans: Span[] = [];
  let missing = columns;
  for (const cell of cells) {
    const {tone} = cell;
    const last = spans.at(-1);
    const text = textOf(cell);
    if (last?.tone === tone) spans[spans.length - 1] = {text: last.text + text, tone};
    else spans.push({text, tone});
    missing -= cell.cells;
  }
  return missing > 0 ? [...spans, {text: ' '.repeat(missing), tone: 'plain'}] : spans;
}

function fitted(chars: string, cells: number, width: Width): string {
  if (chars === '') return ' '.repeat(cells);
  if (cells === 1 && ascii.test(chars)) return chars;
  const safe = safeText(chars);
  return width(safe) === cells ? safe : '?'.padEnd(cells);
}

const ascii = /^[\x20-\x7e]$/;
