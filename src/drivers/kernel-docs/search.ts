// Full text: words of a person or a model to what the index finds for them.
import type {DocsIndex} from './docs-index.ts';
import {type Entry, type EntryKind, entryKinds} from './entry.ts';
import {namedBy} from './named-by.ts';

export interface Hit {
  readonly entry: Entry;
  /** The lines that show it, and the place of the first. */
  readonly line: number;
  readonly text: string;
}

const hitsMax = 12;
const termsMax = 12;
const examplesMax = 6;

/** As a phrase first, then as parts of a name, then all of the words, then any of them: what is found sooner stands higher. */
export function search(index: DocsIndex, words: string): readonly Hit[] {
  const terms = termsOf(words);
  const found = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    if (found.size < hitsMax) found.set(`${entry.file}:${entry.line}:${entry.name}`, entry);
  };
  for (const [at, {match, foundMax}] of matchesOf(terms).entries()) {
    if (at === 1) namedBy(index, terms).forEach(add);
    if (found.size >= foundMax) continue;
    const scored = parts.flatMap((kinds) => index.search(match, hitsMax, kinds));
    for (const {entry} of scored.sort((one, other) => one.score - other.score)) add(entry);
  }
  return [...found.values()].map((entry) => hitOf(entry, terms, 3));
}

/** Asked one by one, so that each has its say about a word that is everywhere. */
const parts: readonly (readonly EntryKind[])[] = [
  entryKinds.filter((kind) => kind !== 'source' && kind !== 'guide' && kind !== 'doc'),
  ['doc'],
  ['guide'],
];

/** Uses in functions of the sources, or else in the inline functions and macros of the headers; itself is none. */
export function examples(index: DocsIndex, symbol: string): readonly Hit[] {
  const term = /\w+/.exec(symbol)?.[0];
  if (term === undefined) return [];
  const match = `text : "${term}" NOT name : "${term}"`;
  const uses = (kinds: readonly EntryKind[]): readonly Entry[] =>
    index.search(match, examplesMax * 4, kinds).map(({entry}) => entry);
  const fromSources = uses(['source']);
  const all = fromSources.length > 0 ? fromSources : uses(['inline', 'macro']);
  return unlikeFiles(all).map((entry) => hitOf(entry, [term], 6));
}

/** Two of one file at most: six places that look alike teach as much as one. */
function unlikeFiles(entries: readonly Entry[]): readonly Entry[] {
  const counts = new Map<string, number>();
  const kept = entries.filter(({file}) => {
    counts.set(file, (counts.get(file) ?? 0) + 1);
    return (counts.get(file) ?? 0) <= 2;
  });
  return kept.slice(0, examplesMax);
}

/** Of a sentence the words that say something. */
function termsOf(words: string): readonly string[] {
  const all = [...words.matchAll(/[\p{L}\p{N}_]+/gu)].map(([term]) => term);
  const telling = all.filter((term) => !plainWords.has(term.toLowerCase()));
  return (telling.length > 0 ? telling : all).slice(0, termsMax);
}

const plainWords = new Set(
  'a an and are as at be by do does for from how i if in is it of on or so that the this to what when with'.split(' '),
);

interface Match {
  readonly match: string;
  /** Tried only when fewer were found before. */
  readonly foundMax: number;
}

function matchesOf(terms: readonly string[]): readonly Match[] {
  const quoted = terms.map((term) => `"${term}"`);
  const begun = quoted.map((term) => `${term} *`);
  if (terms.length <= 1) return [...quoted, ...begun].map((match) => ({match, foundMax: hitsMax}));
  return [
    {match: `"${terms.join(' ')}"`, foundMax: hitsMax},
    {match: quoted.join(' AND '), foundMax: hitsMax},
    // Beginnings of many words at once are slow to join.
    {match: begun.slice(0, 4).join(' AND '), foundMax: 4},
    {match: quoted.slice(0, 6).join(' OR '), foundMax: 2},
  ];
}

function hitOf(entry: Entry, terms: readonly string[], around: number): Hit {
  const lines = entry.text.split('\n');
  const at = Math.max(0, bestLine(lines, terms));
  const from = Math.max(0, at - around);
  return {
    entry,
    line: entry.line === 0 ? 0 : entry.line + from,
    text: lines
      .slice(from, at + around + 1)
      .join('\n')
      .slice(0, 1200),
  };
}

/** The one with the most of the words. */
function bestLine(lines: readonly string[], terms: readonly string[]): number {
  const wanted = terms.map((term) => new RegExp(String.raw`(?<![\p{L}\p{N}_])${term}`, 'iu'));
  const counts = lines.map((line) => wanted.filter((term) => term.test(line)).length);
  return counts.indexOf(Math.max(...counts));
}
