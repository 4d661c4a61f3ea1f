// The folders that a typed path can go on to, as a shell would complete it; which of them are tasks is told.
import {readdir, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Completion} from '../view/start/start-facts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const shownMax = 200;

/** Never rejects: a folder that can't be read has no folders. Paths are told as they were begun. */
export async function completeFolder(typed: string, environment: Environment): Promise<readonly Completion[]> {
  const isBegun = !typed.endsWith('/') && typed !== '~';
  const above = isBegun ? dirnameOf(typed) : typed === '~' ? '~/' : typed;
  const begin = isBegun ? basename(typed) : '';
  const folder = expanded(above === '' ? '.' : above, environment);
  const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({name}) => name)
    .filter((name) => name.startsWith(begin) && (begin.startsWith('.') || !name.startsWith('.')))
    .sort()
    .slice(0, shownMax);
  const found = await Promise.all(names.map((name) => completionOf(`${above}${name}`, join(folder, name))));
  return found.filter((one) => one !== null);
}

/** `~` is the home folder, as a shell would have it. */
export function expanded(path: string, {HOME: home = ''}: Environment): string {
  return home !== '' && (path === '~' || path.startsWith('~/')) ? join(home, path.slice(1)) : path;
}

/** With its slash; empty for the current folder, so that nothing is added before what was typed. */
function dirnameOf(typed: string): string {
  if (!typed.includes('/')) return '';
  const above = dirname(typed);
  return above === '/' ? '/' : `${above}/`;
}

async function completionOf(path: string, folder: string): Promise<Completion | null> {
  const is = await stat(folder).catch(() => null);
  if (is === null || !is.isDirectory()) return null;
  const task = await stat(join(folder, 'task.md')).catch(() => null);
  return {path: task === null ? `${path}/` : path, isTask: task !== null};
}
