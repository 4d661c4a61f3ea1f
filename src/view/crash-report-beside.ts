// Two parts of a page beside each other where there is room, the one below the other where there is none.
import type {Pen} from './pen.ts';
import {fitRow, type Row, span} from './spans.ts';

/** Draws itself in so many cells. */
export type Part = (cells: number) => readonly Row[];

const besideCellsMin = 110;

export function besideRows(left: Part, right: Part, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const bar = [span(` ${glyphs.down} `, 'dim')];
  const half = Math.floor((cells - 3) / 2);
  const [one, other] = [left(half), right(cells - 3 - half)];
  if (cells < besideCellsMin || one.length === 0 || other.length === 0) return [...left(cells), ...right(cells)];
  return Array.from({length: Math.max(one.length, other.length)}, (_, at) => [
    ...fitRow(one[at] ?? [], half, width, glyphs.ellipsis),
    ...bar,
    ...(other[at] ?? []),
  ]);
}
