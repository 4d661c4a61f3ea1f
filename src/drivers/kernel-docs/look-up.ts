// What is known of one name: everything that is said of it, and whether a module can link to it.
import type {DocsIndex} from './docs-index.ts';
import type {Entry, EntryKind} from './entry.ts';
import {lettersApart, nearestNames} from './nearest.ts';
import type {Export} from './symvers.ts';

/** Whether a module can use it. */
export type Standing =
  | ({readonly kind: 'exported'} & Export)
  /** `relatives`: exported ones that its name suggests. */
  | {readonly kind: 'notExported'; readonly relatives: readonly string[]}
  /** A header gives it whole; `calls` are the exported ones in its text, whose terms are then its own. */
  | {readonly kind: 'inHeader'; readonly calls: readonly Export[]}
  | {readonly kind: 'noExportsKnown'}
  /** Only under a condition that this kernel does not meet. */
  | {readonly kind: 'notConfigured'; readonly unmet: string}
  /** A type, a constant. */
  | {readonly kind: 'notLinked'};

export type NameAnswer =
  | {
      readonly kind: 'known';
      readonly name: string;
      readonly standing: Standing;
      readonly entries: readonly Entry[];
      /** Said of it as well, and not shown. */
      readonly left: number;
    }
  /** `lines`: the ones of the structure that name the field. */
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly field: string;
      readonly lines: readonly FieldLine[];
      readonly entries: readonly Entry[];
    }
  | {readonly kind: 'unknown'; readonly name: string; readonly nearest: readonly string[]};

export interface FieldLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const entriesMax = 60;
const shownMax = 12;

export function lookUp(index: DocsIndex, words: string): NameAnswer {
  const {kinds, name, field} = taken(words);
  const all = index.named(name, entriesMax);
  const entries = thoseThere(kinds === null ? all : all.filter(({kind}) => kinds.includes(kind) || kind === 'doc'));
  const exported = kinds === null ? index.exportOf(name) : null;
  if (entries.length === 0 && exported === null) {
    return {kind: 'unknown', name: words.trim(), nearest: nearestNames(index.names, name)};
  }
  if (field !== null) return {kind: 'field', name, field, entries, lines: linesOf(entries, field)};
  const shown = pick(entries);
  return {
    ...{kind: 'known', name, entries: shown, left: entries.length - shown.length},
    standing: standingOf(index, name, entries, exported),
  };
}

/** What this kernel's configuration leaves out is told only where there is nothing else. */
function thoseThere(entries: readonly Entry[]): readonly Entry[] {
  const there = entries.filter(({unmet}) => unmet === '');
  return there.some(({kind}) => kind !== 'doc') ? there : entries;
}

interface Taken {
  readonly name: string;
  readonly kinds: readonly EntryKind[] | null;
  readonly field: string | null;
}

/** `struct file_operations`, `file_operations.read`, `kmalloc()`: as people write names. */
function taken(words: string): Taken {
  const found = /^\s*(?:(struct|union|enum|typedef)\s+)?(\w+)\s*(?:(?:\.|->|::)\s*([\w.]+))?/.exec(words);
  const [, kind, name = words.trim(), field] = found ?? [];
  const kinds = kind === undefined ? null : [kind as EntryKind, 'typedef' as const];
  return {name, kinds, field: field?.split('.').at(-1) ?? null};
}

/** At most three of a kind: what the image tells, then the headers in their order, then kernel-doc and guides. */
function pick(entries: readonly Entry[]): readonly Entry[] {
  const counts = new Map<string, number>();
  const unlike = entries.filter(({kind, line}) => {
    const key = `${kind} ${line > 0}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (counts.get(key) ?? 0) <= 3;
  });
  const isProse = ({kind}: Entry): boolean => kind === 'doc' || kind === 'guide';
  const isTold = (entry: Entry): boolean => entry.line === 0 && !isProse(entry);
  const isDeclared = (entry: Entry): boolean => entry.line > 0 && !isProse(entry);
  return [isTold, isDeclared, isProse].flatMap((wanted) => unlike.filter(wanted)).slice(0, shownMax);
}

function standingOf(index: DocsIndex, name: string, entries: readonly Entry[], exported: Export | null): Standing {
  if (exported !== null) return {kind: 'exported', ...exported};
  const unmet = entries.find((entry) => entry.unmet !== '')?.unmet;
  if (unmet !== undefined) return {kind: 'notConfigured', unmet};
  const has = (...kinds: readonly EntryKind[]): boolean => entries.some(({kind}) => kinds.includes(kind));
  if (has('inline', 'macro')) return {kind: 'inHeader', calls: callsOf(index, name, entries)};
  if (!has('function', 'variable')) return {kind: 'notLinked'};
  if (!index.hasExports) return {kind: 'noExportsKnown'};
  return {kind: 'notExported', relatives: relativesOf(index, name)};
}

const callsMax = 6;

/** One step down: what a macro calls through another one is not followed. */
function callsOf(index: DocsIndex, name: string, entries: readonly Entry[]): readonly Export[] {
  const texts = entries.filter(({kind}) => kind === 'inline' || kind === 'macro').map(({text}) => text);
  const words = new Set(texts.flatMap((text) => [...text.matchAll(/\b\w+(?=\s*\()/g)].map(([word]) => word)));
  words.delete(name);
  const calls = [...words].slice(0, 100).map((word) => index.exportOf(word));
  return calls.filter((one) => one !== null).slice(0, callsMax);
}

const relativesMax = 5;

/** The same name with or without its underscores, or with the same beginning of at least two words. */
function relativesOf(index: DocsIndex, name: string): readonly string[] {
  const plain = name.replace(/^_+/, '');
  const twins = [plain, `_${plain}`, `__${plain}`].filter((one) => one !== name && index.exportOf(one) !== null);
  const stem = /^[a-z0-9]+_[a-z0-9]+/i.exec(plain)?.[0];
  const alike = stem === undefined ? [] : [...index.exportsFrom(stem, 40), ...index.exportsFrom(`__${stem}`, 40)];
  const near = alike.filter((one) => !twins.includes(one)).sort((one, other) => apart(name, one) - apart(name, other));
  return [...twins, ...near].slice(0, relativesMax);
}

const apart = (one: string, other: string): number => lettersApart(one, other, 40);

function linesOf(entries: readonly Entry[], field: string): readonly FieldLine[] {
  const named = new RegExp(String.raw`(?<![\w.@])@?${field}(?=\s*(?:[;:,)[]|__))`);
  return entries.flatMap(({kind, file, line, text}) => {
    const lines = text.split('\n');
    return lines.flatMap((one, index) => {
      if (index === 0 || !named.test(one)) return [];
      return [
        {file, line: line === 0 ? 0 : line + index, text: kind === 'doc' ? docOfField(lines, index) : one.trim()},
      ];
    });
  });
}

/** A field's words go on in the lines that are indented below it. */
function docOfField(lines: readonly string[], from: number): string {
  let to = from + 1;
  while (to < lines.length && to < from + 8 && /^\s+\S/.test(lines[to] ?? '')) to++;
  return lines
    .slice(from, to)
    .map((line) => line.trim())
    .join(' ');
}
