// How a command ends when a person wants it to: by a signal, or because whoever read its output has gone away.
import {CommandFault} from './say.ts';

export const interruptedStatus = 130;

const sameSignalMs = 500;

type Signals = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

/** The first signal is heard, one more ends the process at once. The answer stops listening. */
export function onInterrupt(heard: (signal: string) => void, from: Signals = process): () => void {
  return onEachInterrupt((signal, number) => {
    if (number > 1) process.exit(interruptedStatus);
    heard(signal);
  }, from);
}

/** Hears each signal that a person gave, with its number from 1 on. The answer stops listening. */
export function onEachInterrupt(heard: (signal: string, number: number) => void, from: Signals = process): () => void {
  let number = 0;
  let lastMs = Number.NaN;
  const listener = (signal: string): void => {
    // A signal to a whole group of processes comes twice: from its sender, and passed on by the launcher.
    if (performance.now() - lastMs < sameSignalMs) return;
    lastMs = performance.now();
    number += 1;
    heard(signal, number);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) from.on(signal, listener);
  return () => {
    for (const signal of signals) from.off(signal, listener);
  };
}

export interface Interruption {
  /** Rejects with a CommandFault of status 130 at the first signal, whether somebody waits for it by then or not. */
  readonly heard: Promise<never>;
  /** Stops listening. */
  off(): void;
}

export function interruption(from: Signals = process): Interruption {
  const {promise, reject} = Promise.withResolvers<never>();
  promise.catch(() => {});
  return {
    heard: promise,
    off: onInterrupt((signal) => reject(new CommandFault(`ended by ${signal}`, interruptedStatus)), from),
  };
}

/** What `action` comes to, else a CommandFault of status 130 at a signal. `undo` runs where it comes to nothing, before that is told. */
export async function unlessInterrupted<Value>(
  action: () => Promise<Value>,
  undo: () => Promise<void>,
  from: Signals = process,
): Promise<Value> {
  const {heard, off} = interruption(from);
  try {
    return await Promise.race([action(), heard]);
  } catch (error) {
    await undo();
    throw error;
  } finally {
    off();
  }
}

/** Called once, however often it is written to after that. The listener stays: an error may come late. */
export function onReaderGone(
  heard: () => void,
  output: {on(event: 'error', heard: () => void): unknown} = process.stdout,
): void {
  let isGone = false;
  output.on('error', () => {
    if (isGone) return;
    isGone = true;
    heard();
  });
}
