// Blocks at their places become the rows of the screen, each as wide as the screen. A block covers what was painted before it.

import type {Block} from './pane-view.ts';
import {coversBlanks, isSgrTone} from './sgr.ts';
import type {Size} from './size.ts';
import {fitRow, headOf, type Row, type Span, span, type Tone, type Width, widthOf} from './spans.ts';

export function painted(blocks: readonly Block[], {columns, rows}: Size, width: Width): readonly Row[] {
  const lines: Piece[][] = Array.from({length: rows}, () => []);
  for (const {place, rows: own} of blocks) {
    own.forEach((row, index) => {
      const line = lines[place.top + index];
      if (line) lines[place.top + index] = covered(line, {left: place.left, cells: place.width, row}, width);
    });
  }
  return lines.map((line) => joined(line, columns, width));
}

/** A stretch of a row that is painted already. */
interface Piece {
  readonly left: number;
  readonly cells: number;
  readonly row: Row;
}

function covered(line: readonly Piece[], piece: Piece, width: Width): Piece[] {
  const right = piece.left + piece.cells;
  const rest = line.flatMap((old): readonly Piece[] => {
    const oldRight = old.left + old.cells;
    if (oldRight <= piece.left || old.left >= right) return [old];
    const before = piece.left - old.left;
    const after = oldRight - right;
    return [
      ...(before > 0 ? [{left: old.left, cells: before, row: fitRow(old.row, before, width, '')}] : []),
      ...(after > 0 ? [{left: right, cells: after, row: withoutHead(old.row, right - old.left, width)}] : []),
    ];
  });
  return [...rest, piece];
}

/** What is left behind the first `cells`; half a wide character becomes a blank. */
function withoutHead(row: Row, cells: number, width: Width): Row {
  const rest: Span[] = [];
  let left = cells;
  for (const {text, tone} of row) {
    const wide = width(text);
    if (left <= 0) rest.push({text, tone});
    else if (wide > left) {
      const head = headOf(text, left, width);
      const isHalved = width(head) < left;
      const tail = isHalved ? ` ${[...text.slice(head.length)].slice(1).join('')}` : text.slice(head.length);
      rest.push({text: tail, tone});
    }
    left -= wide;
  }
  return rest;
}

function joined(line: readonly Piece[], columns: number, width: Width): Row {
  const row: Span[] = [];
  let at = 0;
  for (const {left, cells, row: spans} of line.toSorted((one, other) => one.left - other.left)) {
    if (left > at) row.push(span(' '.repeat(left - at)));
    row.push(...spans);
    at = left + cells;
  }
  const isFull = at === columns && widthOf(row, width) === columns;
  return merged(isFull ? row : fitRow(row, columns, width));
}

/** Neighbours of one tone are one span, and blanks belong to any: the fewer spans there are, the less there is to draw. */
function merged(row: Row): Row {
  const spans: Span[] = [];
  for (const {text, tone} of row) {
    if (text === '') continue;
    const last = spans.at(-1);
    if (last && (last.tone === tone || (isBlank({text, tone}) && !isReversed(last.tone)))) {
      spans[spans.length - 1] = {text: last.text + text, tone: last.tone};
    } else if (last && isBlank(last) && !isReversed(tone)) {
      spans[spans.length - 1] = {text: last.text + text, tone};
    } else {
      spans.push({text, tone});
    }
  }
  return spans;
}

const isBlank = ({text, tone}: Span): boolean => !isReversed(tone) && text.trim() === '';

const isReversed = (tone: Tone): boolean => (isSgrTone(tone) ? coversBlanks(tone) : reversed.has(tone));

const reversed: ReadonlySet<Tone> = new Set<Tone>(['chosen', 'alarm', 'ask', 'done']);
