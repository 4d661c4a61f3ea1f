// The terminal's modes: entered when the deck comes up, and given back on every way out, by synchronous writes that can't
// block. Who leaves, and why, is decided elsewhere.
import {writeSync} from 'node:fs';
import type {ReadStream, WriteStream} from 'node:tty';
import {bytesOfModes, type KeyModes} from './key-modes.ts';
import {openTerminal, openTerminalOutput, type TerminalOutput} from './terminal-output.ts';

export type TerminalStream = WriteStream & {readonly fd: number};

export interface Terminal {
  readonly output: TerminalOutput;
  /** Takes the terminal. */
  enter(): void;
  /** Takes it again after another program had it, and undoes what that may have left behind. */
  enterAgain(): void;
  /** Gives the terminal back. Nothing is left to do when it was given back already. */
  restore(): void;
  /** What the keyboard is to send from now on. */
  enterKeyModes(modes: KeyModes): void;
  /** What else comes as keys: clicks and the wheel, and that the window got or lost the focus. */
  report(reports: Reports): void;
  /** Gives the terminal back for good, with last words if there are any; nothing more of the deck's is written to it. */
  close(lastWords?: string): void;
}

export interface Reports {
  readonly mouse: boolean;
  readonly focus: boolean;
}

/** Presses and the wheel, as SGR. */
const mouseOn = '\x1b[?1000h\x1b[?1006h';
const mouseOff = '\x1b[?1000l\x1b[?1006l';

/** Focus is reported, and the window's title put aside. */
const enterBytes = '\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[22;2t';

/** Ends a synchronised update, colours, mouse, modes of the keyboard and the alternate screen; wraps lines and shows the cursor. */
const restoreBytes =
  '\x1b[?2026l\x1b[0m\x1b[23;2t\x1b[?1004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1l\x1b>\x1b[?7h\x1b[?1049l\x1b[?25h';

/**
 * What a program that was killed may leave behind: colours, mouse and focus reports, keys in another code (kitty's and xterm's), lines
 * that don't scroll, another character set, its alternate screen.
 */
const undoBytes =
  '\x1b[0m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[=0;1u\x1b[>4;0m\x1b[?1l\x1b>\x1b[r\x1b(B\x0f\x1b[?6l\x1b[4l\x1b[?1049l\x1b[=0;1u';

export function takeTerminal(stdin: ReadStream, stdout: TerminalStream, lost: (why: string) => void): Terminal {
  const held = holdTerminal(stdin, stdout, lost, restoreBytes);
  const {output} = held;
  return {
    output,
    enter() {
      if (held.enter()) held.writeNow(enterBytes);
    },
    enterAgain() {
      if (held.enter()) held.writeNow(undoBytes + enterBytes);
    },
    restore: held.restore,
    enterKeyModes: (modes) => output.write(bytesOfModes(modes)),
    report: ({mouse, focus}) => output.write(`${mouse ? mouseOn : mouseOff}\x1b[?1004${focus ? 'h' : 'l'}`),
    close: held.close,
  };
}

/** A terminal whose keys come as they are while it is held, given back by writes that can't block, with these bytes. */
export interface HeldTerminal {
  readonly output: TerminalOutput;
  /** Takes the keys; false when the terminal was given back for good. */
  enter(): boolean;
  /** Nothing is left to do when it was given back already. */
  restore(): void;
  writeNow(text: string): void;
  close(lastWords?: string): void;
}

export function holdTerminal(
  stdin: ReadStream,
  stdout: TerminalStream,
  lost: (why: string) => void,
  lastBytes: string,
): HeldTerminal {
  const opened = openTerminal(stdout.fd);
  const output = openTerminalOutput(opened.fd, sizeOf(stdout), lost);
  let isEntered = false;
  let isClosed = false;

  function restore(): void {
    if (!isEntered) return;
    isEntered = false;
    setRaw(stdin, false);
    // What is being written in the thread pool at this moment would land after the resets, on the person's own screen.
    if (output.isWriting()) pause(10);
    writeNow(opened.fd, lastBytes);
  }

  return {
    output,
    enter() {
      if (isClosed) return false;
      isEntered = true;
      // A program that had it meanwhile may have left the keys in a mode that Node does not know of.
      setRaw(stdin, false);
      setRaw(stdin, true);
      return true;
    },
    restore,
    writeNow: (text) => writeNow(opened.fd, text),
    close(lastWords = '') {
      if (isClosed) return;
      isClosed = true;
      output.abandon();
      restore();
      writeNow(opened.fd, lastWords);
      if (!output.isWriting()) opened.close();
    },
  };
}

/** A terminal that reports no size is taken for the smallest that the deck is made for. */
export function sizeOf({columns, rows}: WriteStream): {readonly columns: number; readonly rows: number} {
  return {columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24};
}

/** A terminal that is gone has no modes to set. */
function setRaw(stdin: ReadStream, raw: boolean): void {
  try {
    stdin.setRawMode(raw);
  } catch {}
}

const triesMax = 20;

/** Best effort: a terminal that takes nothing for 100 ms is left as it is. */
function writeNow(fd: number, text: string): void {
  let bytes = Buffer.from(text);
  for (let tries = 0; bytes.length > 0 && tries < triesMax; ) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      tries++;
      pause(5);
    }
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
