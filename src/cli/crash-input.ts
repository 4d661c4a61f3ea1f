// Where the text of a log comes from: a file, standard input, a file that grows. Pieces as they come, of bounded size.
import {createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {StringDecoder} from 'node:string_decoder';
import {beginsAnew, type LogPiece} from './crash-live.ts';

const chunkBytes = 1 << 20;
const pollMs = 200;

/** `-` is standard input. Rejects with the system's error where the file can't be read. */
export async function* readText(file: string): AsyncGenerator<string> {
  const stream = file === '-' ? process.stdin : createReadStream(file, {highWaterMark: chunkBytes});
  const decoder = new StringDecoder('utf8');
  for await (const chunk of stream) yield decoder.write(chunk as Buffer);
  yield decoder.end();
}

/**
 * What is in the file, then what comes to it, until the signal. A file that got shorter was begun anew, and one with
 * another inode has taken its place: both are told before their text.
 */
export async function* followFile(path: string, signal: AbortSignal): AsyncGenerator<LogPiece> {
  let file = await open(path);
  const buffer = Buffer.alloc(chunkBytes);
  let decoder = new StringDecoder('utf8');
  let at = 0;
  try {
    while (!signal.aborted) {
      const {bytesRead} = await file.read(buffer, 0, chunkBytes, at);
      if (bytesRead > 0) {
        at += bytesRead;
        yield decoder.write(buffer.subarray(0, bytesRead));
        continue;
      }
      const here = await file.stat();
      const there = await stat(path).catch(() => here);
      if (there.ino !== here.ino) {
        const next = await open(path);
        await file.close();
        file = next;
      }
      if (there.ino !== here.ino || here.size < at) {
        at = 0;
        decoder = new StringDecoder('utf8');
        yield beginsAnew;
        continue;
      }
      await pause(signal);
    }
  } finally {
    await file.close();
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pollMs);
    signal.addEventListener('abort', done);
  });
}
