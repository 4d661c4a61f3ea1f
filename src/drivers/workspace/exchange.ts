// Puts a new text in the place of the text that is expected there, and never in the place of another: the old file is taken away first
// and looked at, and the new one is linked to the free name, which fails where somebody has saved meanwhile.
import {createHash, randomUUID} from 'node:crypto';
import {link, lstat, open, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type FileText, pathRefusal, textOfFile, wordsOf} from './inside.ts';

export interface Place {
  readonly folder: string;
  /** On the same file system; no tree ever holds what lies there. */
  readonly gitFolder: string;
}

export interface Change {
  readonly path: string;
  readonly before: FileText;
  readonly after: FileText;
}

const newPrefix = 'quarterdeck-new-';
const takenPrefix = 'quarterdeck-taken-';
/** Beside a file that was taken away: where it was. Its own name has a fixed length, whatever the path's. */
const pathSuffix = '.path';

/** False where another text than `before` lies there, which is then left as it is. Rejects in words when the disk does not play along. */
export async function exchange({folder, gitFolder}: Place, {path, before, after}: Change): Promise<boolean> {
  const target = join(folder, path);
  const taken = join(gitFolder, takenPrefix + createHash('sha256').update(path).digest('hex'));
  const staged = after === null ? null : join(gitFolder, newPrefix + randomUUID());
  try {
    if (staged !== null) await stage(staged, after ?? '', await modeOf(target));
    await writeFile(taken + pathSuffix, path);
    if (before !== null && !(await take(target, taken, before))) return false;
    if (staged !== null && !(await settle(staged, target))) return false;
    if (before === null || (await textOfFile(taken)) === before) return true;
    // The person's editor had the old file open, and saved into it.
    await rename(taken, target);
    return false;
  } catch (error) {
    if ((await lstat(target).catch(() => null)) === null) await rename(taken, target).catch(() => {});
    throw new Error(`${path} can't be written: ${wordsOf(error as NodeJS.ErrnoException)}`);
  } finally {
    if (staged !== null) await rm(staged, {force: true});
    await rm(taken, {force: true, recursive: true});
    await rm(taken + pathSuffix, {force: true});
  }
}

/** After a core that was killed in the middle: what was taken away goes back where nothing took its place. */
export async function restoreTaken({folder, gitFolder}: Place): Promise<void> {
  for (const name of await readdir(gitFolder)) {
    if (name.startsWith(newPrefix)) await rm(join(gitFolder, name), {force: true});
    if (!name.startsWith(takenPrefix) || !name.endsWith(pathSuffix)) continue;
    const taken = join(gitFolder, name.slice(0, -pathSuffix.length));
    const path = await readFile(join(gitFolder, name), 'utf8');
    if (pathRefusal(path) === null) await link(taken, join(folder, path)).catch(() => {});
    await rm(taken, {force: true, recursive: true});
    await rm(join(gitFolder, name), {force: true});
  }
}

async function stage(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function modeOf(target: string): Promise<number> {
  return lstat(target).then(
    ({mode}) => mode & 0o777,
    () => 0o644,
  );
}

/** What it takes is given back when it is not what was expected. */
async function take(target: string, taken: string, expected: string): Promise<boolean> {
  const isThere = await rename(target, taken).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (!isThere) return false;
  if ((await textOfFile(taken)) === expected) return true;
  await settle(taken, target);
  return false;
}

/** False where the name is taken. A file system without hard links (FAT) has the rename alone. */
async function settle(from: string, target: string): Promise<boolean> {
  try {
    await link(from, target);
    return true;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error;
    if ((await lstat(target).catch(() => null)) !== null) return false;
    await rename(from, target);
    return true;
  }
}
