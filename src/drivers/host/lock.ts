// One at a time among processes, by a lock that the kernel drops when its holder ends, however that ends.
import {type ChildProcess, spawn} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {Socket} from 'node:net';
import {dirname} from 'node:path';
import {findTool} from './find-tool.ts';

/**
 * Runs `action` while no other process holds the lock of `file`. The lock is held by a child (`flock` of util-linux)
 * that ends with our end of its standard input, so that no stale lock can be left. `waiting` is told who holds it, in words: `process 7`,
 * or `another process`. The signal ends the wait, not the action; then this rejects with its reason.
 */
export async function withLock<Value>(
  file: string,
  waiting: (holder: string) => void,
  action: () => Promise<Value>,
  signal?: AbortSignal,
): Promise<Value> {
  const flock = findTool('flock');
  if (flock === null) return action();
  await mkdir(dirname(file), {recursive: true});
  let holder = await tryLock(flock, ['--nonblock', file]);
  if (holder === null) {
    waiting(await holderOf(file));
    holder = await tryLock(flock, [file], signal);
    if (holder === null) signal?.throwIfAborted();
  }
  if (holder === null) throw new Error(`${file} cannot be locked; is its folder writable?`);
  try {
    await writeFile(file, `${process.pid}\n`);
    return await action();
  } finally {
    await release(holder);
  }
}

async function holderOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? `process ${text.trim()}` : 'another process';
}

/** A holder sees a moment later that the process it held the lock for was killed. */
const passingSeconds = '1';

/** Holds the lock of `file` until the answer is called or this process ends; null when another process holds it. */
export async function holdLock(file: string): Promise<(() => Promise<void>) | null> {
  const flock = findTool('flock');
  if (flock === null) return async () => {};
  await mkdir(dirname(file), {recursive: true});
  const holder = await tryLock(flock, ['--timeout', passingSeconds, file]);
  if (holder === null) return null;
  // It must not keep this process from ending.
  holder.unref();
  for (const stream of [holder.stdin, holder.stdout]) if (stream instanceof Socket) stream.unref();
  return () => release(holder);
}

/** The lock is free when its holder has ended. */
function release(holder: ChildProcess): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  if (holder.exitCode !== null || holder.signalCode !== null) resolve();
  holder.ref();
  holder.once('close', () => resolve());
  holder.stdin?.end();
  return promise;
}

/** The holder once it has the lock; null when it ended without it. */
function tryLock(flock: string, parameters: readonly string[], signal?: AbortSignal): Promise<ChildProcess | null> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(null);
    const child = spawn(flock, [...parameters, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // A person's Ctrl-C must not free what this process, which ends in order, still holds.
      detached: true,
    });
    const giveUp = (): void => void child.kill();
    const told = (holder: ChildProcess | null) => (): void => {
      signal?.removeEventListener('abort', giveUp);
      resolve(holder);
    };
    signal?.addEventListener('abort', giveUp, {once: true});
    child.stdin.on('error', () => {});
    child.stdout.once('data', told(child));
    child.once('error', told(null));
    child.once('close', told(null));
  });
}
