// The index in the cache: opened when it is there, whole and of what is there now; else made, by one process at a time.
import {readdirSync, rmSync, statSync} from 'node:fs';
import {mkdir, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {Worker} from 'node:worker_threads';
import {withLock} from '../host/lock.ts';
import {type DocsIndex, openIndex} from './docs-index.ts';
import type {Ingredients} from './ingredients.ts';
import type {Progress} from './progress.ts';
import {isWhole} from './seal.ts';

export interface KeepOptions {
  /** Of the caches; the indexes have one in it. */
  readonly cacheFolder: string;
  readonly progress: Progress;
  /** Another process is making it. */
  readonly waiting: () => void;
}

/** Rejects in words that a person can act on. `damaged`: it was found to be so in use, and is made anew. */
export async function keepIndex(
  ingredients: Ingredients,
  {cacheFolder, progress, waiting}: KeepOptions,
  damaged = false,
): Promise<DocsIndex> {
  const path = indexPathOf(ingredients, cacheFolder);
  const folder = dirname(path);
  if (!damaged && (await isWhole(path))) return openIndex(path);
  await mkdir(folder, {recursive: true}).catch(failed(folder));
  return withLock(join(folder, 'making.lock'), waiting, async () => {
    if (damaged) await rm(path, {force: true});
    if (!(await isWhole(path))) await make(ingredients, path, progress).catch(failed(folder));
    dropOldest(folder);
    return openIndex(path);
  });
}

/** A release is anybody's word, and no path. */
export function indexPathOf({release, key}: Ingredients, cacheFolder: string): string {
  return join(cacheFolder, 'docs', `${release.replace(/[^\w.+~-]/g, '_')}-${key}.sqlite`);
}

/** The thread has no arguments of ours: the runtime that a test was started with is none that it needs. */
function make(ingredients: Ingredients, path: string, progress: Progress): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {
    workerData: {ingredients, path},
    execArgv: [],
  });
  worker.on('message', ({done, of, what}: {done: number; of: number; what: string}) => progress(done, of, what));
  worker.once('error', reject);
  worker.once('exit', (code) => {
    if (code === 0) resolve();
    else reject(new Error(`its thread ended with status ${code}`));
  });
  return promise;
}

function failed(folder: string): (error: unknown) => never {
  return (error) => {
    const {message} = error as Error;
    const isFull = /disk is full|ENOSPC|EDQUOT|disk I\/O error/.test(message);
    const why = isFull ? 'the disk is full' : message;
    const help = isFull
      ? 'make room (about 150 MB), or set XDG_CACHE_HOME to a folder on another disk'
      : 'see `quarterdeck doctor`';
    throw new Error(`the index of the kernel's documentation can't be made in ${folder}: ${why}; ${help}`);
  };
}

const keptMax = 4;

/** Kernels come and go. Whoever has one of them open keeps it: a file without a name is still a file. */
function dropOldest(folder: string): void {
  const indexes = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => ({path: join(folder, name), atMs: statSync(join(folder, name)).mtimeMs}))
    .sort((one, other) => other.atMs - one.atMs);
  for (const {path} of indexes.slice(keptMax)) for (const end of ['', '.seal']) rmSync(path + end, {force: true});
}
