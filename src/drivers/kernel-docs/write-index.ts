// Writes the index: a file of SQLite, whole and under its name only when all is in it.
import {readFileSync} from 'node:fs';
import {open, rename, rm} from 'node:fs/promises';
import {DatabaseSync} from 'node:sqlite';
import {type Entry, entryKinds} from './entry.ts';
import {gather, typesOf} from './gather.ts';
import type {Ingredients} from './ingredients.ts';
import {moduleTypesOf} from './module-types.ts';
import {nameTable} from './name-table.ts';
import type {Progress} from './progress.ts';
import {writeSeal} from './seal.ts';
import {parseSymvers} from './symvers.ts';

const schema = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -65536;
  CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, file TEXT, line INTEGER, text TEXT, unmet TEXT);
  CREATE TABLE export (symbol TEXT PRIMARY KEY, module TEXT, gplOnly INTEGER, namespace TEXT) WITHOUT ROWID;
  CREATE TABLE names (part TEXT PRIMARY KEY, bytes BLOB);
  CREATE TABLE span (kind INTEGER, first INTEGER, last INTEGER);
  CREATE TABLE made (fromTypes INTEGER);
  CREATE VIRTUAL TABLE words USING fts5 (
    name, text, content = 'entry', content_rowid = 'id', tokenize = "unicode61 tokenchars '_'"
  );
`;

/** Rejects when the disk is full or the folder can't be written; nothing is left under `path` then. */
export async function writeIndex(ingredients: Ingredients, path: string, progress: Progress): Promise<void> {
  const part = `${path}.part`;
  await rm(part, {force: true});
  try {
    await fill(part, ingredients, progress);
    const file = await open(part, 'r+');
    await file.sync();
    await file.close();
    // Before the index itself: one with another's seal is made anew.
    await writeSeal(part, path);
    await rename(part, path);
  } finally {
    await rm(part, {force: true});
  }
}

async function fill(part: string, ingredients: Ingredients, progress: Progress): Promise<void> {
  const database = new DatabaseSync(part);
  try {
    const image = ingredients.image === null ? null : await typesOf(ingredients.image, `${part}.image`);
    const types = {image, modules: await moduleTypesOf(ingredients, image)};
    database.exec(schema);
    database.exec('BEGIN');
    database.prepare('INSERT INTO made VALUES (?)').run(Number(image !== null));
    writeEntries(database, gather(ingredients, types, progress));
    writeExports(database, ingredients.symvers);
    progress(0, 1, 'words');
    database.exec("INSERT INTO words (words) VALUES ('rebuild')");
    database.exec('CREATE INDEX entryName ON entry (name)');
    database.exec('INSERT INTO span SELECT kind, min(id), max(id) FROM entry GROUP BY kind');
    writeNames(database);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

function writeEntries(database: DatabaseSync, entries: Iterable<Entry>): void {
  const insert = database.prepare('INSERT INTO entry (name, kind, file, line, text, unmet) VALUES (?, ?, ?, ?, ?, ?)');
  for (const {name, kind, file, line, text, unmet} of entries) {
    insert.run(name, entryKinds.indexOf(kind), file, line, text, unmet);
  }
}

function writeExports(database: DatabaseSync, files: readonly string[]): void {
  const insert = database.prepare('INSERT OR IGNORE INTO export VALUES (?, ?, ?, ?)');
  for (const file of files) {
    for (const {symbol, module, gplOnly, namespace} of parseSymvers(readFileSync(file, 'latin1'))) {
      insert.run(symbol, module, Number(gplOnly), namespace);
    }
  }
}

/** Titles of guides are no names. */
function writeNames(database: DatabaseSync): void {
  const rows = database
    .prepare('SELECT name FROM entry WHERE kind < ? UNION SELECT symbol FROM export ORDER BY 1')
    .all(entryKinds.indexOf('doc'));
  const insert = database.prepare('INSERT INTO names VALUES (?, ?)');
  for (const [part, bytes] of Object.entries(nameTable(rows.map(({name}) => String(name))))) insert.run(part, bytes);
}
