// Keeps what is written in its columns whatever a terminal believes of widths. Tables differ from terminal to terminal (joined consonants, spacing
// marks, signs that are newer than the terminal): behind each such run the cursor is put where it belongs, so that no border moves. What is written
// over is erased first, so a run that takes fewer cells leaves blanks, and one that takes more is written over.
import {cellWidth} from '../../../components/cell-width.ts';

/** What every terminal agrees about: ASCII, Latin, Greek, Cyrillic, frames and bars, ideographs, kana and whole syllables. */
const sure =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u0370-\\u0482\\u048a-\\u052f\\u2026\\u2500-\\u259f\\u25b0\\u25b1\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60';
const unsure = new RegExp(`[^${sure}\\x1b]`);

/** A look, or text of one kind up to the next of them. */
const pieces = new RegExp(`\\x1b\\[[\\d;]*m|[${sure}]+|[^${sure}\\x1b]+`, 'g');

export interface Stretch {
  /** The column where it begins, from 0. */
  readonly from: number;
  /** Of the terminal: behind its last cell there is nothing to be put in its place. */
  readonly columns: number;
  /** Each UTF-16 unit is known to take one cell. */
  readonly isOfSingleCells: boolean;
}

/** Of text and looks, in one row. */
export function steady(written: string, {from, columns, isOfSingleCells}: Stretch): string {
  if (!unsure.test(written)) return written;
  let text = '';
  let kept = '';
  for (const [piece] of written.matchAll(pieces)) {
    kept += piece;
    if (piece.startsWith('\x1b')) continue;
    text += piece;
    if (!unsure.test(piece)) continue;
    const column = from + (isOfSingleCells ? text.length : cellWidth(text));
    if (column < columns) kept += `\x1b[${column + 1}G`;
  }
  return kept;
}
