// Marks text from outside (a compiler, a kernel, another agent) as data, so that words in it are not taken for instructions.
import {cutText} from '../src/core/limits.ts';

const bar = '========';

/** A line of the text that looks like a fence is moved by one column, so that the text can't end its own fence. */
export function fenced(source: string, text: string, charactersMax?: number): string {
  const body = cutText(text.trimEnd(), charactersMax).replaceAll(/^={8,}/gm, (line) => ` ${line}`);
  return `${bar} data: ${oneLine(source)}\n${body === '' ? '(empty)' : body}\n${bar} end of data`;
}

/** A source may hold a name from outside: it stays on its line. */
function oneLine(source: string): string {
  return source.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?').slice(0, sourceCharactersMax);
}

const sourceCharactersMax = 300;
