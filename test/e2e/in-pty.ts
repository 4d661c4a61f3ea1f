// The program itself in a pty.
import {openPty, type Screen, type Size} from '../pty.ts';
import type {Closing} from '../temporary.ts';
import {type Place, programWords} from './program.ts';

export interface InPty extends Screen {
  type(text: string): void;
  /** Resolves when the screen matches; rejects with the screen when that does not happen in time. */
  shows(what: RegExp, seconds?: number): Promise<void>;
  lacks(what: RegExp): Promise<void>;
}

const patienceSeconds = 180;

export function startInPty(closing: Closing, where: Place, words: readonly string[], size: Size): InPty {
  const {environment, folder} = where;
  const all = [process.execPath, ...programWords, ...words];
  const screen = openPty(closing, all, size, {directory: folder, env: environment});
  return {
    ...screen,
    type: (text) => screen.pty.write(text),
    lacks: (what) => screen.until(`a screen without ${what}`, (text) => !what.test(text), patienceSeconds),
    shows: (what, seconds = patienceSeconds) => screen.until(String(what), (text) => what.test(text), seconds),
  };
}
