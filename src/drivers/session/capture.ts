// The capture: every console byte of a session, in one file, in order. Writing never waits for the disk and is bounded: when
// the disk can't take it, the gap is told, and the place of every later byte still counts what was lost.
import {type FileHandle, open} from 'node:fs/promises';

export interface Capture {
  /** Bytes that the console has given so far; the place of the next one. */
  position(): number;
  write(bytes: Uint8Array): void;
  /** What lies in the file between two places; waits for what is on its way there. */
  read(fromByte: number, toByte: number): Promise<Uint8Array>;
  /** Resolves when all that was written lies in the file. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that may wait for the disk. */
const waitingBytesMax = 64 * 1024 * 1024;

/** `onTrouble` hears in words that bytes are lost, and null when the file takes them again. */
export async function openCapture(path: string, onTrouble: (what: string | null) => void): Promise<Capture> {
  const file = await open(path, 'a+', 0o600);
  let position = (await file.stat()).size;
  let written = position;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isInTrouble = false;
  let draining: Promise<void> | null = null;

  function write(bytes: Uint8Array): void {
    position += bytes.length;
    if (waitingBytes + bytes.length > waitingBytesMax) lose('the disk is too slow for the console', bytes.length);
    else {
      waiting.push(Uint8Array.from(bytes));
      waitingBytes += bytes.length;
    }
    draining ??= drain().finally(() => {
      draining = null;
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const bytes = Buffer.concat(waiting);
      waiting = [];
      waitingBytes = 0;
      await put(file, bytes, written).then(
        () => {
          written += bytes.length;
          if (isInTrouble) onTrouble(null);
          isInTrouble = false;
        },
        (error: unknown) => lose(error instanceof Error ? error.message : String(error), bytes.length),
      );
    }
  }

  /** The file gets a hole of zeros in place of what is lost, so that places stay true. */
  function lose(why: string, bytes: number): void {
    written += bytes;
    if (!isInTrouble) onTrouble(`console bytes are lost, the capture can't be written: ${why}`);
    isInTrouble = true;
  }

  async function flushed(): Promise<void> {
    while (draining !== null) await draining;
  }

  return {
    position: () => position,
    write,
    flushed,
    async read(fromByte, toByte) {
      await flushed();
      const bytes = Buffer.alloc(Math.max(0, toByte - fromByte));
      const {bytesRead} = await file.read(bytes, 0, bytes.length, fromByte);
      return bytes.subarray(0, bytesRead);
    },
    async close() {
      await flushed();
      await file.close();
    },
  };
}

/** At its place: a file opened for appending ignores places on Linux, so the hole is made by length. */
async function put(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  const {size} = await file.stat();
  if (size < at) await file.truncate(at);
  else if (size > at) await file.truncate(at);
  for (let done = 0; done < bytes.length; ) {
    const {bytesWritten} = await file.write(bytes, done);
    done += bytesWritten;
  }
}
