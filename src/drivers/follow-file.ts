// Follows one file that a person edits, by looking at it now and then: that sees every way an editor saves (in place, or by a new file in
// the old one's place), on every file system, and needs no watch that could run out.
import {readFile, stat, writeFile} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';

export type FileRead = {readonly text: string} | {readonly why: string};

export interface FollowedFile {
  close(): void;
}

export interface FollowPace {
  readonly everyMs: number;
  /** Two looks that far apart must find the same: an editor may be in the middle of it. */
  readonly quietMs: number;
}

const bytesMax = 64 * 1024;
const usualPace: FollowPace = {everyMs: 500, quietMs: 100};

/**
 * Tells what it holds at first, and after each change. A file that is not there, or can't be read, is told as such: that it holds
 * nothing would be another thing.
 */
export async function followFile(
  path: string,
  onRead: (read: FileRead) => Promise<void>,
  {everyMs, quietMs}: FollowPace = usualPace,
): Promise<FollowedFile> {
  const closed = new AbortController();
  let last: string | null = null;
  async function look(): Promise<void> {
    const first = await readNow(path);
    if (JSON.stringify(first) === last) return;
    await wait(quietMs, undefined, {signal: closed.signal, ref: false});
    if (JSON.stringify(await readNow(path)) !== JSON.stringify(first)) return;
    last = JSON.stringify(first);
    await onRead(first);
  }
  async function follow(): Promise<void> {
    while (!closed.signal.aborted) {
      await look();
      await wait(everyMs, undefined, {signal: closed.signal, ref: false});
    }
  }
  void follow().catch(() => {});
  return {close: () => closed.abort()};
}

/** Leaves one that is there alone. */
export async function writeOnce(path: string, text: string): Promise<void> {
  await writeFile(path, text, {flag: 'wx', mode: 0o600}).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function readNow(path: string): Promise<FileRead> {
  try {
    const {size} = await stat(path);
    if (size > bytesMax) return {why: `the file has ${size} bytes, and ${bytesMax} are read`};
    return {text: await readFile(path, 'utf8')};
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return {
      why: code === 'ENOENT' ? 'the file is not there; nothing of it is lifted' : `the file can't be read: ${message}`,
    };
  }
}
