// Reads a kernel-doc comment (Documentation/doc-guide/kernel-doc.rst): what it is about, and its text without the stars.
import type {Piece} from './c-pieces.ts';
import {bounded, type Entry} from './entry.ts';

/** Null for a comment that has two stars and is about nothing. */
export function kernelDocOf({text, line}: Piece): Omit<Entry, 'file'> | null {
  const lines = text
    .replace(/^\/\*\*/, '')
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((one) => one.replace(/^[ \t]*\* ?/, '').trimEnd());
  const first = lines.findIndex((one) => one.trim() !== '');
  const name = nameIn(lines[first] ?? '');
  if (name === null || (lines.length < 3 && !/[-:]/.test(lines[first] ?? ''))) return null;
  const body = lines.slice(first).join('\n').trim();
  return {name, kind: 'doc', line: line + first, text: bounded(body), unmet: ''};
}

const subject =
  /^\s*(?:(?:struct|union|enum|typedef|define|macro|function|var|const)\s+)?([A-Za-z_]\w*)\s*(?:\([^)]*\))?\s*(?:[-:–—]|$)/;

function nameIn(line: string): string | null {
  const title = /^\s*DOC:\s*(.+)$/.exec(line)?.[1];
  return title ?? subject.exec(line)?.[1] ?? null;
}
