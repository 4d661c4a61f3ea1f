// Changes files of the work folder for the Executor: all of them or none, and none that the person has changed since the Executor
// last saw it.
import {mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {kept} from '../../core/limits.ts';
import {diffText} from '../../core/patch/line-diff.ts';
import {type Change, exchange, type Place} from './exchange.ts';
import {type FileText, fileBytesMax, parentInside, pathRefusal, readInside, wordsOf} from './inside.ts';
import type {Known} from './known.ts';
import {isWorkName, workNames} from './work-names.ts';

export interface Writing {
  readonly place: Place;
  readonly known: Known;
  /** Of the files that the next tree would hold. */
  readonly count: () => Promise<number>;
}

const filesMax = 64;

/** The text that a change starts from, or words why the path can't be changed now. */
export async function startOf(
  {place, known}: Writing,
  path: string,
): Promise<{readonly text: FileText} | {readonly refused: string}> {
  const refused = pathRefusal(path);
  if (refused !== null) return {refused};
  const read = await readInside(place.folder, path);
  const seen = known.textOf(path);
  if ('text' in read) {
    if (seen === read.text) return read;
    return {
      refused: seen === undefined || seen === null ? made(path) : `${path} was changed by the person, read it again`,
    };
  }
  if (!read.isMissing) return {refused: read.refused};
  if (seen === undefined || seen === null) return {text: null};
  return {refused: `${path} was removed by the person; read it again, and make it anew only if they did not mean that`};
}

const made = (path: string): string => `${path} was made by the person, and you have not seen it; read it again`;

/** Null when all was done; else words, and nothing was. */
export async function change(writing: Writing, changes: readonly Change[]): Promise<string | null> {
  const refused = await refusalOf(writing, changes);
  if (refused !== null) return refused;
  const done: Change[] = [];
  for (const one of changes) {
    const failed = await changeOne(writing, one).catch((error: unknown) => error);
    if (failed === null) {
      done.push(one);
      continue;
    }
    await undo(writing, done);
    if (typeof failed === 'string') return failed;
    throw failed;
  }
  return null;
}

export function differenceOf(changes: readonly Change[]): string {
  const texts = changes.map(({path, before, after}) => diffText(path, before ?? '', after ?? '', kept.diffCharacters));
  return texts.join('\n');
}

async function refusalOf({count}: Writing, changes: readonly Change[]): Promise<string | null> {
  for (const {path, after} of changes) {
    if (after === null) continue;
    if (!isWorkName(path)) return `${path} would be no part of the work; that is: ${workNames}`;
    const bytes = Buffer.byteLength(after);
    if (bytes > fileBytesMax) return `${path}: ${bytes} bytes are more than the ${fileBytesMax} that a file may have`;
  }
  const more = changes.reduce((sum, {before, after}) => sum + (before === null ? 1 : 0) - (after === null ? 1 : 0), 0);
  const there = more > 0 ? await count() : 0;
  return there + more > filesMax ? `the folder holds ${there} files already; no more than ${filesMax}` : null;
}

async function changeOne({place, known}: Writing, one: Change): Promise<string | null> {
  const refused =
    one.after === null ? await parentInside(place.folder, one.path) : await makeParents(place.folder, one.path);
  if (refused !== null) return refused;
  const isDone = await known.writing(one.path, one.after, () => exchange(place, one));
  return isDone ? null : `${one.path} was changed by the person at this very moment, read it again`;
}

/** The newest first. What the person has changed meanwhile stays as they left it. */
async function undo(writing: Writing, done: readonly Change[]): Promise<void> {
  for (const {path, before, after} of done.toReversed()) {
    await changeOne(writing, {path, before: after, after: before}).catch(() => null);
  }
}

/** One level at a time, so that a link on the way is seen before anything is made behind it. */
async function makeParents(folder: string, path: string): Promise<string | null> {
  const parent = dirname(path);
  if (parent === '.') return parentInside(folder, path);
  const above = await makeParents(folder, parent);
  if (above !== null) return above;
  const isMade = await mkdir(join(folder, parent)).catch((error: NodeJS.ErrnoException) => error);
  if (isMade instanceof Error && isMade.code !== 'EEXIST') return `${parent} can't be made: ${wordsOf(isMade)}`;
  return parentInside(folder, path);
}
