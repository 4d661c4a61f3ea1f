// Keeps what is written in its columns whatever a terminal believes of widths. Tables differ from terminal to terminal (joined consonants, spacing
// marks, signs that are newer than the terminal): behind each such run the cursor is put where it belongs, so that no border moves. Ink erases
// what it is about to write over, so a run that takes fewer cells leaves blanks, and one that takes more is written over.
import {cellWidth} from '../../components/cell-width.ts';

/** What every terminal agrees about: ASCII, Latin, Greek, Cyrillic, frames and bars, ideographs, kana and whole syllables. */
const sure =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u0370-\\u0482\\u048a-\\u052f\\u2026\\u2500-\\u259f\\u25b0\\u25b1\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60';
const unsure = new RegExp(`[^${sure}\\x00-\\x1f\\x7f]`);

/** An operating system command, a control sequence, a control character, or text of one kind up to the next of them. */
const pieces = new RegExp(
  `\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)|\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b[^[\\]]|[\\x00-\\x1f\\x7f]|[${sure}]+|[^${sure}\\x00-\\x1f\\x7f]+`,
  'g',
);

/** What was written since the cursor's column was last known, and that column. */
interface Line {
  readonly from: number;
  readonly text: string;
}

/** For one terminal, whose cursor is at the left edge; writes may begin anywhere in a line. */
export function openSteadyColumns(): (written: string, columns: number) => string {
  let line: Line = {from: 0, text: ''};
  return (written, columns) => {
    if (!unsure.test(written)) {
      line = lineAfter(line, written);
      return written;
    }
    let steady = '';
    for (const [piece] of written.matchAll(pieces)) {
      line = pieceAfter(line, piece);
      const mends = unsure.test(piece) && !isControl(piece);
      steady += mends ? piece + cursorTo(line.from + cellWidth(line.text), columns) : piece;
    }
    return steady;
  };
}

/** Only what is written in the last line matters. */
function lineAfter(line: Line, written: string): Line {
  const last = written.lastIndexOf('\n');
  let after = last === -1 ? line : {from: 0, text: ''};
  for (const [piece] of written.slice(last + 1).matchAll(pieces)) after = pieceAfter(after, piece);
  return after;
}

function pieceAfter(line: Line, piece: string): Line {
  const column = columnAfter(piece);
  if (column !== null) return {from: column, text: ''};
  return isControl(piece) ? line : {from: line.from, text: line.text + piece};
}

const isControl = (piece: string): boolean => piece < ' ' || piece.startsWith('\x7f');

/** Where the cursor is behind what moves it; null where that leaves it in its column. */
function columnAfter(piece: string): number | null {
  if (piece === '\n' || piece === '\r') return 0;
  const [, parameter, final] = /^\x1b\[(\d*)([GEFH])$/.exec(piece) ?? [];
  if (final === undefined) return null;
  return final === 'G' ? Math.max(0, Number(parameter || 1) - 1) : 0;
}

/** Behind the last cell there is nothing to be put in its place. */
const cursorTo = (column: number, columns: number): string => (column < columns ? `\x1b[${column + 1}G` : '');
