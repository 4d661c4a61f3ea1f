// A session's capture, to be read anywhere in it at once: it is a local file, and what is asked for is small.
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';

export interface CaptureFile {
  readonly bytes: number;
  /** What lies there of the span; less where the file is shorter. */
  read(fromByte: number, toByte: number): Uint8Array;
  close(): void;
}

/** A session whose target never said anything has no capture. */
export function openCaptureFile(path: string): CaptureFile {
  const file = openIfThere(path);
  if (file === null) return {bytes: 0, read: () => new Uint8Array(0), close: () => {}};
  return {
    bytes: fstatSync(file).size,
    read(fromByte, toByte) {
      const bytes = Buffer.alloc(Math.max(0, toByte - fromByte));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, fromByte));
    },
    close: () => closeSync(file),
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
