// The lines that came, as many as are kept, and the search in them. Lines are kept as they came; they are made fit to be shown when they are.
import {splitConsole, withoutLevels} from '../../kernel/console-lines.ts';

const scrollbackLinesMax = 100_000;
/** So that a console of long lines is bounded too. */
const scrollbackCharsMax = 32_000_000;

/** A list of its own lifetime: a line costs the same however many are kept. */
export interface Scrollback {
  take(text: string): void;
  /** The number of the oldest line that is kept, counting from 1. */
  first(): number;
  /** The number after the newest line's; a line that has no end yet counts. */
  end(): number;
  line(number: number): string;
}

const chunkLines = 1000;

export function openScrollback(linesMax = scrollbackLinesMax, charsMax = scrollbackCharsMax): Scrollback {
  let chunks: string[][] = [];
  let chars: number[] = [];
  let allChars = 0;
  let total = 0;
  let held = 0;
  let rest = '';

  function add(line: string): void {
    const last = chunks.at(-1);
    if (last === undefined || last.length >= Math.min(chunkLines, linesMax)) {
      chunks.push([line]);
      chars.push(line.length);
    } else {
      last.push(line);
      chars[chars.length - 1] = (chars.at(-1) ?? 0) + line.length;
    }
    allChars += line.length;
    total++;
    held++;
  }

  /** Whole chunks leave at the front, so up to a chunk more than the bound may be kept. */
  function trim(): void {
    let dropped = 0;
    while (dropped < chunks.length - 1) {
      const size = chunks[dropped]?.length ?? 0;
      if (held - size < linesMax && allChars <= charsMax) break;
      held -= size;
      allChars -= chars[dropped] ?? 0;
      dropped++;
    }
    if (dropped === 0) return;
    chunks = chunks.slice(dropped);
    chars = chars.slice(dropped);
  }

  const first = (): number => total - held + 1;
  return {
    take(text) {
      const split = splitConsole(rest, text);
      for (const line of split.lines) add(withoutLevels(line));
      rest = split.rest;
      trim();
    },
    first,
    end: () => total + (rest === '' ? 1 : 2),
    line(number) {
      if (number === total + 1) return withoutLevels(rest);
      let at = number - first();
      if (at < 0) return '';
      for (const chunk of chunks) {
        if (at < chunk.length) return chunk[at] ?? '';
        at -= chunk.length;
      }
      return '';
    },
  };
}

/**
 * The number of the next line that holds the words, from a line on (with it) in one direction; null when there is none. Capitals in the words make
 * the case count.
 */
export function findLine(
  lines: Pick<Scrollback, 'first' | 'end' | 'line'>,
  words: string,
  from: number,
  step: 1 | -1,
): number | null {
  if (words === '') return null;
  const isExact = words !== words.toLowerCase();
  for (let number = from; number >= lines.first() && number < lines.end(); number += step) {
    const line = lines.line(number);
    if ((isExact ? line : line.toLowerCase()).includes(words)) return number;
  }
  return null;
}
