// Small files that a screen keeps from one start to the next, beside the sessions.
import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {stateFolderOf} from './folders.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** No screen keeps more than that. */
const charactersMax = 64 * 1024;

export async function readStateFile(environment: Environment, name: string): Promise<string | null> {
  try {
    return (await readFile(join(stateFolderOf(environment), name), 'utf8')).slice(0, charactersMax);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Two screens may write at once: the last one wins, and neither leaves half a file. */
export async function writeStateFile(environment: Environment, name: string, text: string): Promise<string> {
  const folder = stateFolderOf(environment);
  const path = join(folder, name);
  const part = `${path}.${process.pid}.part`;
  await mkdir(folder, {recursive: true, mode: 0o700});
  await writeFile(part, text, {mode: 0o600});
  await rename(part, path);
  return path;
}
