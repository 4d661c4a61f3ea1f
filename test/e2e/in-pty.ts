// The program in a real pty, before a terminal of our own whose cells can be read: what a person would see and type.

import type {TestContext} from 'node:test';
import {Terminal} from '@xterm/headless';
import {spawn} from 'node-pty';
import {main, type Place} from './program.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface InPty {
  readonly pid: number;
  readonly terminal: Terminal;
  /** Where the program's process is gone: its status, or the signal that ended it. */
  readonly ended: Promise<{readonly code: number; readonly signal: number | undefined}>;
  type(text: string): void;
  resize(size: Size): void;
  screen(): readonly string[];
  /** Resolves with the screen when a line of it matches; rejects with the screen when that does not happen. */
  until(what: RegExp, seconds?: number): Promise<string>;
}

const patienceSeconds = 60;

export function startInPty(t: Pick<TestContext, 'after'>, where: Place, words: readonly string[], size: Size): InPty {
  const terminal = new Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true});
  const pty = spawn(process.execPath, ['--import', 'tsx', main, ...words], {
    cols: size.columns,
    rows: size.rows,
    cwd: where.folder,
    env: {...where.environment, TERM: 'xterm-256color', COLORTERM: 'truecolor'},
  });
  const looking = new Set<() => void>();
  pty.onData((text) =>
    terminal.write(text, () => {
      for (const look of looking) look();
    }),
  );
  let isEnded = false;
  const ended = new Promise<{code: number; signal: number | undefined}>((resolve) => {
    pty.onExit(({exitCode, signal}) => {
      isEnded = true;
      resolve({code: exitCode, signal});
    });
  });
  t.after(() => {
    if (!isEnded) pty.kill('SIGKILL');
  });
  const screen = (): readonly string[] => {
    const {active} = terminal.buffer;
    return Array.from(
      {length: terminal.rows},
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  };
  const until = (what: RegExp, seconds = patienceSeconds): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const text = screen().join('\n');
        if (!what.test(text)) return;
        finish();
        resolve(text);
      };
      const deadline = setTimeout(() => {
        finish();
        reject(new Error(`${what} did not come on the screen:\n${screen().join('\n')}`));
      }, seconds * 1000);
      const finish = (): void => {
        clearTimeout(deadline);
        looking.delete(look);
      };
      looking.add(look);
      look();
    });
  return {
    pid: pty.pid,
    terminal,
    ended,
    screen,
    until,
    type: (text) => pty.write(text),
    resize: ({columns, rows}) => {
      terminal.resize(columns, rows);
      pty.resize(columns, rows);
    },
  };
}
