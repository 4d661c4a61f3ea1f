// The console in a pipe: what comes is printed until it ends, words about it go to standard error. Nothing is sent to the target.
import type {ConsoleLine, ConsoleSource} from '../drivers/line/console-line.ts';
import {openBatch} from './console-batch.ts';
import {openFeed} from './console-feed.ts';
import {openNotes} from './console-notes.ts';
import {openPace} from './console-pace.ts';
import {openShape} from './console-shape.ts';
import {say} from './say.ts';

export interface PrintOptions {
  readonly source: ConsoleSource;
  readonly capture?: string;
  readonly timestamps: boolean;
  readonly hex: boolean;
}

const silenceMs = 200;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the exit status when the stream ended, its reader went away, or a signal asked for it. */
export async function printConsole({source, capture, timestamps, hex}: PrintOptions): Promise<number> {
  const {stdout} = process;
  const over = Promise.withResolvers<void>();
  let isOver = false;
  const end = (): void => {
    isOver = true;
    over.resolve();
  };
  const feed = await openFeed({
    ...(capture === undefined ? {} : {capture}),
    say: (words) => say(`quarterdeck: ${words}`),
  });
  const shape = openShape({timestamps, hex, lineEnd: '\n', levels: 'kept', put: (piece) => void stdout.write(piece)});
  let line: ConsoleLine | null = null;
  let silence: NodeJS.Timeout | null = null;

  const note = openNotes(source.words);
  const pace = openPace(async () => {
    await feed.caughtUp();
    while (stdout.writableNeedDrain && !isOver) {
      await Promise.race([new Promise((resolve) => stdout.once('drain', resolve)), over.promise]);
    }
  });

  const batch = openBatch((bytes) => {
    shape.take(bytes);
    feed.take(bytes);
    if (silence !== null) clearTimeout(silence);
    silence = shape.state().hexWaits ? setTimeout(() => shape.flush(), silenceMs) : null;
    if (feed.isBehind() || stdout.writableNeedDrain) pace.holdUp(line);
  });

  stdout.on('error', end);
  for (const signal of signals) process.on(signal, end);
  try {
    line = await source.open({
      bytes: batch.take,
      old(bytes) {
        shape.take(bytes, 'old');
        feed.take(bytes);
      },
      event(event) {
        const words = note(event);
        if (words !== null) say(`quarterdeck: ${words}`);
      },
      lost(why, how) {
        batch.flush();
        say(`quarterdeck: ${why}`);
        if (how === 'ended') end();
      },
      back: () => say(`quarterdeck: ${source.words} is back`),
    });
    await over.promise;
    batch.flush();
    if (silence !== null) clearTimeout(silence);
    shape.flush();
  } finally {
    for (const signal of signals) process.off(signal, end);
    await line?.close();
    await feed.close();
  }
  await flushed(stdout);
  return 0;
}

/** The process is ended after this, and what waits for the pipe with it. */
async function flushed(stdout: NodeJS.WriteStream): Promise<void> {
  if (!stdout.writable || stdout.writableLength === 0) return;
  await new Promise<void>((resolve) => {
    stdout.once('error', () => resolve());
    stdout.write('', () => resolve());
  });
}
