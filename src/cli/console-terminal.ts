// The person's terminal while a console has it: every key comes as it is, and what comes goes out as it is. What the target changed of
// the terminal is undone when it is given back.
import {readlinkSync} from 'node:fs';
import type {ReadStream} from 'node:tty';
import {holdTerminal, type TerminalStream} from '../deck/terminal.ts';
import type {TerminalOutput} from '../deck/terminal-output.ts';
import {runProcess} from '../drivers/process.ts';

export interface ConsoleTerminal {
  readonly output: TerminalOutput;
  /** Takes the terminal, or takes it again after another program had it. */
  enter(): Promise<void>;
  /** Undoes what the target made of the terminal, and leaves the keys as they are. */
  reset(): void;
  /** Gives the terminal back, by writes that can't block. Nothing is left to do when it was given back already. */
  restore(): void;
  /** Gives it back for good. */
  close(lastWords?: string): void;
}

/**
 * What a program on the target, or noise on its line, may have left behind. First what ends a sequence that was cut: CAN and ST. Then the
 * scroll region and the origin, which move the cursor, so around them it is kept; a soft reset; and the modes that it leaves alone.
 */
const resetBytes = [
  '\x18\x1b\\\x1b[?2026l',
  '\x1b7\x1b[?6l\x1b[r\x1b8\x1b[!p',
  // The other screen, without moving the cursor of this one.
  '\x1b[?1047l',
  // Character sets, colours, insert and line feed modes, the keypad and the arrow keys.
  '\x0f\x1b(B\x1b)0\x1b[0m\x1b[4l\x1b[20l\x1b>\x1b[?1l',
  // Mouse, focus, pastes, and keys in other forms.
  '\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[>4m',
  '\x1b[?5l\x1b[?7h\x1b[?25h\x1b[0 q',
].join('');

export function takeConsoleTerminal(
  stdin: ReadStream,
  stdout: TerminalStream,
  lost: (why: string) => void,
): ConsoleTerminal {
  const held = holdTerminal(stdin, stdout, lost, resetBytes);
  const {output, restore, close} = held;
  return {
    output,
    async enter() {
      // Node leaves the terminal to turn a line feed into a return and a line feed, which programs that draw do not expect.
      if (held.enter()) await withoutOutputProcessing(stdin);
    },
    reset: () => void output.write(resetBytes),
    restore,
    close,
  };
}

/** Where it can't be done, lines still look right. */
async function withoutOutputProcessing(stdin: ReadStream & {readonly fd?: number}): Promise<void> {
  const path = terminalPath(stdin.fd ?? 0);
  if (path !== null) await runProcess({command: 'stty', arguments: ['-F', path, '-opost'], deadlineSeconds: 5});
}

function terminalPath(fd: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null;
  }
}
