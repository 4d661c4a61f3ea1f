// What of a long text a role is shown: whole lines, as many as a result may hold, and in words where the rest is. A text that fits is exact.
import {kept} from './limits.ts';

export interface LineRange {
  /** Counted from 1, both included. */
  readonly from: number;
  readonly to: number;
}

/** Room for the words about what is left out. */
const charactersMax = kept.textCharacters - 300;
/** Of a line that is longer than that, no more is shown. */
const lineCharactersMax = 2_000;

/** `rest`: how to see what is not shown. */
export function linesShown(text: string, range: LineRange | undefined, rest: string): string {
  if (range === undefined && text.length <= charactersMax) return text;
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  const from = Math.max(1, range?.from ?? 1);
  const wanted = lines.slice(from - 1, range?.to ?? lines.length);
  if (wanted.length === 0) return `[no such lines: there are ${lines.length}]`;
  const shown = fitting(wanted);
  const to = from + shown.length - 1;
  const isAll = from === 1 && to === lines.length;
  return `${shown.join('\n')}\n${isAll ? '' : `[lines ${from} to ${to} of ${lines.length}; ${rest}]\n`}`;
}

function fitting(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let characters = 0;
  for (const line of lines) {
    const cut = line.length <= lineCharactersMax ? line : `${line.slice(0, lineCharactersMax)}[... cut]`;
    characters += cut.length + 1;
    if (characters > charactersMax && shown.length > 0) break;
    shown.push(cut);
  }
  return shown;
}
