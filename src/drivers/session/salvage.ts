// A new session of what a damaged one still holds: the events before the first line that can't be believed. The damaged one
// stays as it is, so that nothing is lost that somebody may yet be able to read.
import {cp, mkdir, readFile, stat, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {JournalDamage} from '../../core/session-standing.ts';
import {type SessionPaths, sessionPathsOf} from './folders.ts';
import {readJournal} from './read-journal.ts';

export interface Salvaged {
  readonly id: string;
  readonly events: number;
  readonly linesLeftOut: number;
  readonly damage: JournalDamage;
}

export async function salvage(
  id: string,
  paths: SessionPaths,
  sessionsFolder: string,
): Promise<Salvaged | {readonly refused: string}> {
  const {entries, lengthBytes, damage} = await readJournal(paths.journal);
  if (damage === undefined)
    return {refused: `the journal of session ${id} is not damaged; \`quarterdeck resume ${id}\``};
  if (entries.length === 0) return {refused: `nothing in the journal of session ${id} can be believed: ${damage.why}`};
  const newId = await freeId(id, sessionsFolder);
  const to = sessionPathsOf(join(sessionsFolder, newId));
  await mkdir(to.folder, {mode: 0o700});
  for (const part of kept) await copied(paths[part], to[part]);
  await truncate(to.journal, lengthBytes);
  // The last, since a session without it can't be taken up.
  await writeFile(to.start, renamed(await readFile(paths.start, 'utf8'), newId), {mode: 0o600, flush: true});
  return {id: newId, events: entries.length, linesLeftOut: await linesFrom(paths.journal, damage.line), damage};
}

/** With the person's words and what was seen of their files: without those they would count as taken back, and edits as known. */
const kept = ['capture', 'blobs', 'builds', 'seen', 'constraints', 'journal'] as const;

async function copied(from: string, to: string): Promise<void> {
  if (await isThere(from)) await cp(from, to, {recursive: true, preserveTimestamps: true, verbatimSymlinks: true});
}

async function freeId(id: string, sessionsFolder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = `${id}-s${number}`;
    if (!(await isThere(join(sessionsFolder, candidate)))) return candidate;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function renamed(start: string, id: string): string {
  return `${JSON.stringify({...(JSON.parse(start) as object), id}, null, 2)}\n`;
}

async function linesFrom(journal: string, line: number): Promise<number> {
  const lines = (await readFile(journal, 'utf8')).split('\n');
  return lines.slice(line - 1).filter((text) => text !== '').length;
}
