// Marks text from outside (a compiler, a kernel, a file, another agent) as data, so that words in it are not taken for instructions.
import {cutText} from '../src/core/limits.ts';

const bar = '========';

/** A line of the text that looks like a fence is moved by one column, so that the text can't end its own fence. */
export function fenced(source: string, text: string, charactersMax?: number): string {
  const body = cutText(text.trimEnd(), charactersMax).replaceAll(/^={8,}/gm, (line) => ` ${line}`);
  return `${bar} data: ${oneLine(source)}\n${body === '' ? '(empty)' : body}\n${bar} end of data`;
}

/**
 * The text as it is, for who must quote it exactly: in place of its lines the fence gives way, and is longer than any that could be taken for
 * one in the text.
 */
export function fencedExactly(source: string, text: string): string {
  const runs = text.match(/={8,}/g) ?? [];
  const longest = runs.reduce((most, {length}) => Math.max(most, length), 0);
  const own = longest === 0 ? bar : '='.repeat(longest + 4);
  const told = longest === 0 ? '' : `, up to the next line with ${own.length} of =`;
  return `${own} data: ${oneLine(source)}${told}\n${text === '' ? '(empty)' : text}${text.endsWith('\n') ? '' : '\n'}${own} end of data`;
}

/** A source may hold a name from outside: it stays on its line. */
function oneLine(source: string): string {
  return source.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?').slice(0, sourceCharactersMax);
}

const sourceCharactersMax = 300;

/** What was cut off anywhere gets the end of the fence that is open there, so that nothing behind it is taken for data. */
export function closed(text: string): string {
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const opens = /^(={8,}) data: /.exec(line)?.[1] ?? null;
    if (open === null) open = opens;
    else if (line === `${open} end of data`) open = null;
  }
  return open === null ? text : `${text}\n${open} end of data`;
}
