// An index that is there, as questions to it. Each is answered from the file, in milliseconds.
import {DatabaseSync} from 'node:sqlite';
import {type Entry, type EntryKind, entryKinds} from './entry.ts';
import {type Names, openNames} from './name-table.ts';
import type {Export} from './symvers.ts';

export interface Scored {
  readonly entry: Entry;
  /** The lower, the better. */
  readonly score: number;
}

/** A word such as `int` is in half of all entries, and to weigh them all would take a second. */
const weighedMax = 2000;

export interface DocsIndex {
  readonly names: Names;
  /** Whether the image told its types. */
  readonly hasTypes: boolean;
  /** Whether it knows which symbols are exported. */
  readonly hasExports: boolean;
  named(name: string, entriesMax: number): readonly Entry[];
  exportOf(symbol: string): Export | null;
  /** Exported symbols that begin so, in order. */
  exportsFrom(prefix: string, symbolsMax: number): readonly string[];
  /** `match` as SQLite's FTS5 has it; the best first. Of a word that is everywhere the first places are looked at. */
  search(match: string, entriesMax: number, kinds: readonly EntryKind[]): readonly Scored[];
  close(): void;
}

/** Throws when the file is none of ours. */
export function openIndex(path: string): DocsIndex {
  const database = new DatabaseSync(path, {readOnly: true});
  const named = database.prepare('SELECT * FROM entry WHERE name = ? ORDER BY id LIMIT ?');
  const exported = database.prepare('SELECT * FROM export WHERE symbol = ?');
  const below = database.prepare('SELECT symbol FROM export WHERE symbol >= ? AND symbol < ? LIMIT ?');
  const matching = database.prepare(
    // A name counts more than a mention.
    `SELECT entry.*, score FROM (
        SELECT rowid AS place, bm25(words, 8.0, 1.0) AS score FROM words
          WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ${weighedMax}
      ) JOIN entry ON entry.id = place
      WHERE entry.kind IN (SELECT value FROM json_each(?)) ORDER BY score LIMIT ?`,
  );
  const span = database.prepare('SELECT min(first) AS first, max(last) AS last FROM span WHERE kind = ?');
  /** Where the entries of these kinds lie: kinds that come from one source lie together. */
  const spanOf = (kinds: readonly EntryKind[]): {readonly from: number; readonly to: number} => {
    const rows = kinds.map((kind) => span.get(entryKinds.indexOf(kind)));
    const numbers = (key: string): number[] => rows.flatMap((row) => (row?.[key] == null ? [] : [Number(row[key])]));
    return {from: Math.min(...numbers('first')), to: Math.max(...numbers('last'), 0)};
  };
  const part = (name: string): Uint8Array => {
    const row = database.prepare('SELECT bytes FROM names WHERE part = ?').get(name);
    return row?.['bytes'] instanceof Uint8Array ? row['bytes'] : new Uint8Array();
  };
  return {
    names: openNames({text: part('text'), places: part('places'), letters: part('letters')}),
    hasTypes: database.prepare('SELECT fromTypes FROM made').get()?.['fromTypes'] === 1,
    hasExports: database.prepare('SELECT 1 FROM export LIMIT 1').get() !== undefined,
    named: (name, entriesMax) => named.all(name, entriesMax).map(entryOf),
    exportOf(symbol) {
      const row = exported.get(symbol);
      if (row === undefined) return null;
      return {
        ...{symbol, module: String(row['module']), gplOnly: row['gplOnly'] === 1},
        namespace: String(row['namespace']),
      };
    },
    exportsFrom: (prefix, symbolsMax) =>
      below.all(prefix, `${prefix}\u{7f}`, symbolsMax).map(({symbol}) => String(symbol)),
    search(match, entriesMax, kinds) {
      const numbers = JSON.stringify(kinds.map((kind) => entryKinds.indexOf(kind)));
      const {from, to} = spanOf(kinds);
      return matching
        .all(match, from, to, numbers, entriesMax)
        .map((row) => ({entry: entryOf(row), score: Number(row['score'])}));
    },
    close: () => database.close(),
  };
}

function entryOf(row: Record<string, unknown>): Entry {
  const {name, kind, file, line, text, unmet} = row;
  return {
    name: String(name),
    kind: entryKinds[Number(kind)] ?? 'doc',
    file: String(file),
    line: Number(line),
    text: String(text),
    unmet: String(unmet),
  };
}
