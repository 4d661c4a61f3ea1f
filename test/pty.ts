// A program in a pty, with a terminal behind it that keeps the cells: what a person would see, and type into.
import xterm from '@xterm/headless';
import {type IPty, spawn} from 'node-pty';
import type {Closing} from './temporary.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Screen {
  readonly pty: IPty;
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  /** The rows that are visible now, without blanks at their ends. */
  rows(): readonly string[];
  text(): string;
  isCursorShown(): boolean;
  /** Resolves once the screen's text answers the condition; rejects with the screen when it does not in time. */
  until(what: string, holds: (text: string) => boolean, seconds?: number): Promise<void>;
  resize(size: Size): void;
  /** Stops and goes on taking what the program writes, as a terminal after ctrl-s. */
  stall(stalled: boolean): void;
  readonly exit: Promise<{readonly exitCode: number; readonly signal: number}>;
}

const patienceSeconds = 60;

export interface PtyOptions {
  readonly directory?: string;
  /** Beside what this process has itself, less what would make the program behave as in a test. */
  readonly env?: Readonly<Record<string, string>>;
}

export function openPty(context: Closing, words: readonly string[], size: Size, options: PtyOptions = {}): Screen {
  const terminal = new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true});
  const {CI: _ci, NO_COLOR: _noColor, ...inherited} = process.env;
  const [file = '', ...rest] = words;
  const pty = spawn(file, rest, {
    cols: size.columns,
    rows: size.rows,
    name: 'xterm-256color',
    ...(options.directory === undefined ? {} : {cwd: options.directory}),
    env: {...inherited, NODE_ENV: 'production', LC_ALL: 'C.UTF-8', ...options.env},
  });
  const looks = new Set<() => void>();
  const exit = Promise.withResolvers<{exitCode: number; signal: number}>();
  pty.onData((data) => {
    terminal.write(data, () => {
      for (const look of looks) look();
    });
  });
  terminal.onData((data) => pty.write(data));
  let isOver = false;
  pty.onExit(({exitCode, signal}) => {
    isOver = true;
    terminal.write('', () => exit.resolve({exitCode, signal: signal ?? 0}));
  });
  context.after(() => {
    if (!isOver) process.kill(pty.pid, 'SIGKILL');
    return exit.promise.then(() => terminal.dispose());
  });

  function rows(): readonly string[] {
    const {active} = terminal.buffer;
    return Array.from({length: terminal.rows}, (_, row) => {
      return active.getLine(active.viewportY + row)?.translateToString(true) ?? '';
    });
  }

  const text = (): string => rows().join('\n');
  return {
    pty,
    terminal,
    rows,
    text,
    // xterm.js keeps it to itself.
    isCursorShown: () => !(terminal as unknown as Core)._core.coreService.isCursorHidden,
    until(what, holds, seconds = patienceSeconds) {
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        looks.delete(look);
        reject(new Error(`the screen never showed ${what}:\n${text()}`));
      }, seconds * 1000);
      function look(): void {
        if (!holds(text())) return;
        looks.delete(look);
        clearTimeout(timer);
        resolve();
      }
      looks.add(look);
      look();
      return promise;
    },
    resize({columns, rows: height}) {
      terminal.resize(columns, height);
      pty.resize(columns, height);
    },
    stall: (stalled) => (stalled ? pty.pause() : pty.resume()),
    exit: exit.promise,
  };
}

interface Core {
  readonly _core: {readonly coreService: {readonly isCursorHidden: boolean}};
}
