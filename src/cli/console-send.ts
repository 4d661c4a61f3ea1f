// A file sent over a console's line as it is, in pieces, no faster than asked, with words on how far it is.
import {open} from 'node:fs/promises';
import type {ConsoleLine} from '../drivers/line/console-line.ts';
import {messageOf} from '../runtime/insist.ts';
import {bytes as bytesWords, duration} from '../view/formats.ts';

export interface SendOptions {
  readonly path: string;
  /** Absent: as fast as the line takes it. */
  readonly bytesPerSecondMax?: number;
  readonly line: ConsoleLine;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
}

const pieceBytesMax = 4096;
const progressMs = 2000;

/** Says how it went; never rejects. */
export async function sendFile({path, bytesPerSecondMax, line, signal, say}: SendOptions): Promise<void> {
  let sent = 0;
  try {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      if (!found.isFile()) throw new Error(`${path} is no file`);
      const startMs = performance.now();
      let saidMs = startMs;
      // Ten pieces a second, so that an interruption and the target's own words are not held up.
      const pieceBytes = Math.min(pieceBytesMax, Math.max(1, Math.floor((bytesPerSecondMax ?? Infinity) / 10)));
      say(`sends ${path}, ${bytesWords(found.size)}; ctrl-c ends it`);
      while (true) {
        const {bytesRead, buffer} = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes);
        if (bytesRead === 0) break;
        await orAborted(line.write(buffer.subarray(0, bytesRead)), signal);
        sent += bytesRead;
        if (bytesPerSecondMax !== undefined) await until(startMs + (sent / bytesPerSecondMax) * 1000, signal);
        signal.throwIfAborted();
        if (performance.now() - saidMs < progressMs) continue;
        saidMs = performance.now();
        say(`sent ${Math.floor((sent / Math.max(1, found.size)) * 100)} % of ${bytesWords(found.size)}`);
      }
      say(`sent ${path}: ${sent} bytes in ${duration(performance.now() - startMs)}`);
    } finally {
      await file.close();
    }
  } catch (fault) {
    if (signal.aborted) say(`${path} was broken off after ${sent} bytes`);
    else say(`${path} was not sent${sent > 0 ? ` beyond ${sent} bytes` : ''}: ${messageOf(fault)}`);
  }
}

/** A line that takes nothing must not keep a person from breaking it off. */
function orAborted(writing: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(new Error('it was broken off'));
    signal.addEventListener('abort', aborted, {once: true});
    writing.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

function until(atMs: number, signal: AbortSignal): Promise<void> {
  const leftMs = atMs - performance.now();
  if (leftMs <= 0) return Promise.resolve();
  return orAborted(new Promise((resolve) => setTimeout(resolve, leftMs)), signal);
}
