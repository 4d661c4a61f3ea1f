// Writes to a line no faster than the other side reads it: a slow board drops what comes too fast, and has no flow control to say so.
import {waitMs} from './power.ts';

export interface PacedWriter {
  /** Resolves when all of it is written; in the order of the calls. */
  write(bytes: Uint8Array): Promise<void>;
}

const sliceMs = 50;

export function openPacedWriter(write: (bytes: Uint8Array) => Promise<void>, bytesPerSecondMax?: number): PacedWriter {
  const sliceBytes =
    bytesPerSecondMax === undefined ? null : Math.max(1, Math.floor((bytesPerSecondMax * sliceMs) / 1000));
  let work: Promise<void> = Promise.resolve();

  async function slices(bytes: Uint8Array): Promise<void> {
    if (sliceBytes === null) return write(bytes);
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      await write(bytes.subarray(at, at + sliceBytes));
      await waitMs(sliceMs);
    }
  }

  return {
    write(bytes) {
      // A line that is away takes nothing; what was asked is sent again when it is back.
      work = work.then(() => slices(bytes)).catch(() => {});
      return work;
    },
  };
}
