// A file that a console's bytes are added to, as they came. Writing never waits for the disk: who gives bytes asks how many wait, and what
// the disk does not take is counted and said.
import {type FileHandle, open} from 'node:fs/promises';

export interface AppendFile {
  write(bytes: Uint8Array): void;
  /** Bytes that wait for the disk. */
  waitingBytes(): number;
  /** Bytes that were lost so far. */
  lostBytes(): number;
  /** Resolves when nothing waits. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that may wait; those that come on top of them are lost. */
const waitingBytesMax = 64 * 1024 * 1024;

/** `onTrouble` hears in words that bytes are lost, and when the file takes them again. Rejects when the file can't be opened. */
export async function openAppendFile(path: string, onTrouble: (what: string) => void): Promise<AppendFile> {
  const file = await open(path, 'a', 0o600);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let writing = 0;
  let lost = 0;
  let isInTrouble = false;
  let draining: Promise<void> | null = null;

  function lose(why: string, bytes: number): void {
    lost += bytes;
    if (!isInTrouble) onTrouble(`the capture ${path} can't be written and misses what comes now: ${why}`);
    isInTrouble = true;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const taken = waiting;
      writing = waitingBytes;
      waiting = [];
      waitingBytes = 0;
      const bytes = Buffer.concat(taken);
      const written = await put(file, bytes);
      writing = 0;
      if (written.fault !== null) {
        lose(written.fault, bytes.length - written.bytes);
      } else if (isInTrouble) {
        isInTrouble = false;
        onTrouble(`the capture ${path} is written again; it misses ${lost} bytes so far`);
      }
    }
  }

  const drained = async (): Promise<void> => {
    while (draining !== null) await draining;
  };
  return {
    write(bytes) {
      if (waitingBytes + writing + bytes.length > waitingBytesMax) {
        lose('the disk is too slow for the console', bytes.length);
        return;
      }
      waiting.push(bytes);
      waitingBytes += bytes.length;
      draining ??= drain().finally(() => {
        draining = null;
      });
    },
    waitingBytes: () => waitingBytes + writing,
    lostBytes: () => lost,
    drained,
    async close() {
      await drained();
      await file.close();
    },
  };
}

/** A disk that fills up may take the first part. */
async function put(file: FileHandle, bytes: Buffer): Promise<{readonly bytes: number; readonly fault: string | null}> {
  let done = 0;
  try {
    while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten;
    return {bytes: done, fault: null};
  } catch (fault) {
    return {bytes: done, fault: faultWords(fault)};
  }
}

function faultWords(fault: unknown): string {
  const {code, message} = fault as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : message;
}
