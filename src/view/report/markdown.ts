// Text of any origin as Markdown that says what the text says: nothing in it becomes a heading, a link, an image, HTML, a row of a
// table or the end of a fence. (CommonMark: any ASCII punctuation can be escaped; a fence ends with one at least as long.)
import {plainText} from '../../kernel/sanitize.ts';
import {oneLine} from '../formats.ts';
import {safeText} from '../safe-text.ts';

const inlineCharactersMax = 600;
const fencedLinesMax = 200;
const fencedLineCharactersMax = 400;

/** In one line, in the middle of one. */
export function inline(text: string): string {
  const line = oneLine(text).trim();
  return escaped(line.length > inlineCharactersMax ? `${line.slice(0, inlineCharactersMax)}…` : line);
}

function escaped(line: string): string {
  return (
    line
      .replace(/[\\`*_[\]<>|~&#$]/g, '\\$&')
      // What some readers make a link of, though it is none.
      .replace(/:\/\//g, '\\://')
      .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)
      .replace(/@/g, '\\@')
      // At the beginning of an item these would begin something else.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}

/** As it stands, line by line, between fences that it can't end. */
export function fenced(text: string, language = 'text'): readonly string[] {
  const all = text.replace(/\r\n?/g, '\n').trimEnd().split('\n');
  const lines = all.slice(0, fencedLinesMax).map((line) => safeText(plainText(line)).slice(0, fencedLineCharactersMax));
  const left = all.length - lines.length;
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, ...(left > 0 ? [`[${left} more lines are in the journal]`] : []), fence];
}

/** Below an item of a list, as a part of it. */
export function fencedBelow(text: string): readonly string[] {
  return ['', ...fenced(text).map((line) => `  ${line}`), ''];
}

/** Cells are escaped here. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => (cell === '' ? ' ' : inline(cell))).join(' | ')} |`;
  return [line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)];
}

/** A list of what is told, or a sentence that there is nothing. */
export function listOr(nothing: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [nothing] : items.map((item) => `- ${item}`);
}
