// The keyboard: raw bytes of the terminal to keys of the deck, or to the target's line as they are while it is typed into.
import type {Readable} from 'node:stream';
import type {Clock} from '../ports.ts';
import type {Key} from '../view/keys.ts';
import {endKeys, isUnsettled, noRest, parseKeys} from './keys.ts';
import {splitTyped} from './typed-bytes.ts';

export interface InputOptions {
  readonly clock: Clock;
  /** Keys that came together are handed on together. */
  readonly onKeys: (keys: readonly Key[]) => void;
  readonly isTyping: () => boolean;
  /** The target has asked for marks around a paste. */
  readonly marksPastes: () => boolean;
  readonly onTyped: (bytes: Uint8Array) => void;
  /** The terminal is gone. */
  readonly onEnd: () => void;
}

/** An escape that nothing follows for so long was the Esc key. Ink waits 20 ms; a busy ssh line takes a little longer. */
const escapeMs = 30;

/** The answer stops listening. */
export function listenToKeys(stdin: Readable, options: InputOptions): () => void {
  let rest = noRest;
  let cancelDeadline = (): void => {};

  function take(chunk: Uint8Array): void {
    cancelDeadline();
    if (options.isTyping()) takeTyped(chunk);
    else takeKeys(chunk);
  }

  function takeTyped(chunk: Uint8Array): void {
    const {bytes, key, behind} = splitTyped(chunk, options.marksPastes());
    if (bytes.length > 0) options.onTyped(bytes);
    if (key === null) return;
    options.onKeys([key]);
    if (behind.length > 0) take(behind);
  }

  function takeKeys(chunk: Uint8Array): void {
    const parsed = parseKeys(rest, chunk);
    rest = parsed.rest;
    if (parsed.keys.length > 0) options.onKeys(parsed.keys);
    if (isUnsettled(rest)) cancelDeadline = options.clock.after(escapeMs, settle);
  }

  function settle(): void {
    const ended = endKeys(rest);
    rest = ended.rest;
    if (ended.keys.length > 0) options.onKeys(ended.keys);
  }

  stdin.on('data', take);
  stdin.on('end', options.onEnd);
  stdin.on('error', options.onEnd);
  stdin.resume();
  return () => {
    cancelDeadline();
    stdin.off('data', take);
    stdin.off('end', options.onEnd);
    stdin.off('error', options.onEnd);
    stdin.pause();
  };
}
