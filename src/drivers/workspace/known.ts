// What the Executor last saw of each file, or wrote there. It outlives the process, so that what the person changed while no core ran
// is told from what was written here. A write is remembered before it is made: which of the two texts lies there is seen afterwards.
import {mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {FileText} from './inside.ts';

export interface Known {
  /** Undefined: it never saw the path. */
  textOf(path: string): FileText | undefined;
  paths(): readonly string[];
  saw(path: string, text: FileText): Promise<void>;
  /** Runs `write`, which is to bring `text` about and says whether it did. */
  writing(path: string, text: FileText, write: () => Promise<boolean>): Promise<boolean>;
}

/** `lookAt` tells what lies under a path now. */
export async function openKnown(folder: string, lookAt: (path: string) => Promise<FileText>): Promise<Known> {
  const [seenFolder, nextFolder] = [join(folder, 'seen'), join(folder, 'next')];
  const seen = await readAll(seenFolder);
  const known: Known = {
    textOf: (path) => seen.get(path),
    paths: () => [...seen.keys()],
    async saw(path, text) {
      if (seen.get(path) === text) return;
      seen.set(path, text);
      await keep(seenFolder, path, text);
    },
    async writing(path, text, write) {
      await keep(nextFolder, path, text);
      const isWritten = await write();
      if (isWritten) await known.saw(path, text);
      await rm(join(nextFolder, path), {force: true});
      return isWritten;
    },
  };
  // A core that was killed in the middle of a write: the file is the new one, or still the old one.
  for (const [path, text] of await readAll(nextFolder)) if ((await lookAt(path)) === text) await known.saw(path, text);
  await rm(nextFolder, {recursive: true, force: true});
  return known;
}

/** Whole or not at all. A file that is known not to be there is known no more: it is as if it never was. */
async function keep(folder: string, path: string, text: FileText): Promise<void> {
  const to = join(folder, path);
  if (text === null) return rm(to, {force: true});
  await mkdir(dirname(to), {recursive: true, mode: 0o700});
  await writeFile(`${to}~`, text, {mode: 0o600});
  await rename(`${to}~`, to);
}

async function readAll(folder: string): Promise<Map<string, FileText>> {
  const found = new Map<string, FileText>();
  for (const entry of await readdir(folder, {withFileTypes: true, recursive: true}).catch(() => [])) {
    if (!entry.isFile() || entry.name.endsWith('~')) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  return found;
}
