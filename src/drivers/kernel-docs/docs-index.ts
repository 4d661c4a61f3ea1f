// An index that is there, as questions to it. Each is answered from the file, in milliseconds.
import {DatabaseSync} from 'node:sqlite';
import {type Entry, type EntryKind, entryKinds} from './entry.ts';
import {type Names, openNames} from './name-table.ts';
import type {Export} from './symvers.ts';

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
  /** `match` as SQLite's FTS5 has it; the best first. */
  search(match: string, entriesMax: number, kinds: readonly EntryKind[]): readonly Entry[];
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
    `SELECT entry.* FROM words JOIN entry ON entry.id = words.rowid
      WHERE words MATCH ? AND entry.kind IN (SELECT value FROM json_each(?)) ORDER BY bm25(words, 8.0, 1.0) LIMIT ?`,
  );
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
      return matching.all(match, numbers, entriesMax).map(entryOf);
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
