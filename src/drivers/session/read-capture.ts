// A session's capture, to be read anywhere in it at once: it is a local file, and what is asked for is small.
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';

export interface CaptureFile {
  /** By now: the capture of a session that goes on grows. */
  readonly bytes: number;
  /** What lies there of the span; less where the file is shorter. */
  read(fromByte: number, toByte: number): Uint8Array;
  close(): void;
}

/** A session whose target has not said anything yet has no capture. */
export function openCaptureFile(path: string): CaptureFile {
  let opened: number | null = null;
  const file = (): number | null => {
    opened ??= openIfThere(path);
    return opened;
  };
  return {
    get bytes() {
      const there = file();
      return there === null ? 0 : fstatSync(there).size;
    },
    read(fromByte, toByte) {
      const bytes = Buffer.alloc(Math.max(0, toByte - fromByte));
      const there = file();
      return there === null ? new Uint8Array(0) : bytes.subarray(0, readSync(there, bytes, 0, bytes.length, fromByte));
    },
    close() {
      if (opened !== null) closeSync(opened);
    },
  };
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
