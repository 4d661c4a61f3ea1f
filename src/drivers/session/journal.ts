// The journal's file: entries appended in order, made durable on demand, several demands in one fdatasync.
import {type FileHandle, open} from 'node:fs/promises';
import type {Entry} from '../../core/events.ts';
import type {Journal} from '../../ports.ts';
import {encodeLine} from './journal-line.ts';

export interface OpenJournal extends Journal {
  close(): Promise<void>;
}

/** `lengthBytes`: where the whole lines of an existing journal end; what lies behind is a torn line and is cut off. */
export async function openJournal(path: string, lengthBytes = 0): Promise<OpenJournal> {
  const file = await open(path, 'a+', 0o600);
  await file.truncate(lengthBytes);
  let length = lengthBytes;
  let isTorn = false;
  let syncing: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function append(entries: readonly Entry[]): Promise<void> {
    const bytes = Buffer.from(entries.map(encodeLine).join(''));
    // Half a line would be taken for a torn one, and what follows it would be lost with it.
    if (isTorn) await file.truncate(length);
    isTorn = true;
    await writeAll(file, bytes);
    isTorn = false;
    length += bytes.length;
  }

  /** A sync that began before this call may have missed what was written since; the one after it has not. */
  function durable(): Promise<void> {
    if (syncing === null) {
      const running = file.datasync().finally(() => {
        if (syncing === running) syncing = null;
      });
      syncing = running;
      return running;
    }
    next ??= syncing
      .catch(() => {})
      .then(() => {
        next = null;
        return durable();
      });
    return next;
  }

  return {append, durable, close: () => file.close()};
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const {bytesWritten} = await file.write(bytes, at);
    at += bytesWritten;
  }
}
