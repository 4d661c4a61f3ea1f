// The saves of a person's editor: those of files that a build or a task would take, joined where they come together.
import {basename} from 'node:path';
import {isSourceName} from '../drivers/build/copy-files.ts';
import {watchFolder} from '../drivers/watch.ts';

export interface Saves {
  /** What was saved since `forget`, once there is some and nothing more follows right after it; null when the signal ends the wait. */
  next(): Promise<readonly string[] | null>;
  /** The files are about to be read: what was saved up to now is taken in. */
  forget(): void;
  /** Aborted when something is saved that no check has taken in yet. */
  signal(): AbortSignal;
  close(): Promise<void>;
}

/** An editor that writes a file in several steps is given this long to come to its end. */
const quietMs = 60;

export async function openSaves(folders: readonly string[], signal: AbortSignal): Promise<Saves> {
  const saved = new Set<string>();
  let wake: () => void = () => {};
  let untouched = new AbortController();
  const watches = await Promise.all(
    [...new Set(folders)].map((folder) =>
      watchFolder(folder, (path) => {
        if (!isWatched(path)) return;
        saved.add(path);
        untouched.abort();
        wake();
      }),
    ),
  );
  const end = (): void => {
    untouched.abort();
    wake();
  };
  signal.addEventListener('abort', end, {once: true});
  return {
    async next() {
      while (!signal.aborted) {
        const {promise, resolve} = Promise.withResolvers<void>();
        wake = resolve;
        if (saved.size === 0) await promise;
        else if (!(await isDisturbed(promise)) && !signal.aborted) return [...saved];
      }
      return null;
    },
    forget() {
      saved.clear();
      untouched = new AbortController();
    },
    signal: () => untouched.signal,
    async close() {
      for (const watch of watches) await watch.close();
    },
  };
}

/** Sources, and what a task is made of; swap files, backups and what a build leaves behind are none of it. */
export function isWatched(path: string): boolean {
  const name = basename(path);
  return isSourceName(name) || name === 'task.md' || name === 'accept.sh';
}

function isDisturbed(touched: Promise<void>): Promise<boolean> {
  const {promise, resolve} = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), quietMs);
  void touched.then(() => {
    clearTimeout(timer);
    resolve(true);
  });
  return promise;
}
