// RAM in a file of a save: only what is not zero, as runs with a checksum each. An emulated RAM is mostly zero, and what is
// zero in it is a hole that costs nothing.
import {read, write} from 'node:fs';
import {promisify} from 'node:util';
import {crc32} from 'node:zlib';

/** First chunk in RAM, how many chunks, first chunk in the file, checksum. */
export type RamRun = readonly [first: number, count: number, at: number, checksum: number];

/** What was read is not what was written. */
export class DamagedSave extends Error {}

export const chunkBytes = 65536;
const blockBytes = 1 << 20;
/** What the thread pool of a small machine can do at once. */
const lanesMax = 3;
const zeroChunk = Buffer.alloc(chunkBytes);

const readAt = promisify(read);
const writeAt = promisify(write);

/** Writes what `ramFd` holds to `file`; nobody else writes either meanwhile. */
export async function writeRamImage(ramFd: number, ramBytes: number, file: number): Promise<readonly RamRun[]> {
  const runs: RamRun[] = [];
  let next = 0;
  let end = 0;
  await inLanes(async () => {
    const block = Buffer.allocUnsafe(blockBytes);
    while (next < ramBytes) {
      const from = next;
      next += blockBytes;
      const bytes = block.subarray(0, Math.min(blockBytes, ramBytes - from));
      await readAll(ramFd, bytes, from);
      for (const [first, count] of filledChunks(bytes)) {
        const filled = bytes.subarray(first * chunkBytes, (first + count) * chunkBytes);
        runs.push([from / chunkBytes + first, count, end, crc32(filled)]);
        const at = end * chunkBytes;
        end += count;
        await writeAll(file, filled, at);
      }
    }
  });
  return runs.sort(([one], [other]) => one - other);
}

/** Fills a RAM that is zero. Rejects with `DamagedSave` when a checksum differs or the file ends too soon. */
export async function readRamImage(file: number, runs: readonly RamRun[], ramFd: number): Promise<void> {
  let next = 0;
  await inLanes(async () => {
    const block = Buffer.allocUnsafe(blockBytes);
    for (let run = runs[next++]; run !== undefined; run = runs[next++]) {
      const [first, count, at, checksum] = run;
      const bytes = block.subarray(0, count * chunkBytes);
      await readAll(file, bytes, at * chunkBytes);
      if (crc32(bytes) !== checksum) throw new DamagedSave(`its RAM differs from what was saved, at chunk ${first}`);
      await writeAll(ramFd, bytes, first * chunkBytes);
    }
  });
}

/** A fault in one lane is told when the others have ended too: none of them writes to what is closed by then. */
async function inLanes(lane: () => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(Array.from({length: lanesMax}, lane));
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault) throw fault.reason;
}

/** Neighbouring chunks that hold something. RAM is a whole number of chunks. */
function filledChunks(bytes: Buffer): readonly (readonly [first: number, count: number])[] {
  const found: [number, number][] = [];
  const chunks = bytes.length / chunkBytes;
  for (let chunk = 0; chunk < chunks; chunk++) {
    if (zeroChunk.equals(bytes.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes))) continue;
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === chunk) last[1] += 1;
    else found.push([chunk, 1]);
  }
  return found;
}

async function readAll(fd: number, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const {bytesRead} = await readAt(fd, bytes, done, bytes.length - done, from + done);
    if (bytesRead === 0) throw new DamagedSave('its RAM is shorter than what was saved');
    done += bytesRead;
  }
}

async function writeAll(fd: number, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const {bytesWritten} = await writeAt(fd, bytes, done, bytes.length - done, from + done);
    done += bytesWritten;
  }
}
