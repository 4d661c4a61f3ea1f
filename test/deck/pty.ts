// A deck in a pty, with a terminal behind it that keeps the cells; and a core in this process that it is attached to.
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import xterm from '@xterm/headless';
import {type IPty, spawn} from 'node-pty';
import type {PersonCommand, Refusal} from '../../src/core/commands.ts';
import type {Entry, Event} from '../../src/core/events.ts';
import {openScreens, type ScreensServer} from '../../src/drivers/screens.ts';
import {temporaryFolder} from '../temporary.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface FixtureCore {
  readonly socketPath: string;
  readonly server: ScreensServer;
  readonly commands: readonly PersonCommand[];
  readonly typed: () => string;
  /** Resolves once so many commands were given. */
  asked(count: number): Promise<void>;
  happen(...events: readonly Event[]): void;
  /** What the core answers to a command; it takes everything in when nothing else is said. */
  answer(with_: (command: PersonCommand) => Refusal | null): void;
}

export async function openFixtureCore(context: TestContext, events: readonly Event[]): Promise<FixtureCore> {
  const socketPath = join(await temporaryFolder(context), 'sock');
  const journal: Entry[] = [];
  const commands: PersonCommand[] = [];
  const typed: Uint8Array[] = [];
  const waiting = new Set<() => void>();
  let answerOf: (command: PersonCommand) => Refusal | null = () => null;
  const server = await openScreens({
    socketPath,
    entriesFrom: async function* (fromSeq, toSeq) {
      yield* journal.slice(fromSeq - 1, toSeq);
    },
    async onCommand(command) {
      commands.push(command);
      for (const look of waiting) look();
      return answerOf(command);
    },
    onType: (bytes) => typed.push(bytes),
  });
  context.after(() => server.close());
  const core: FixtureCore = {
    socketPath,
    server,
    commands,
    typed: () => Buffer.concat(typed).toString('latin1'),
    asked(count) {
      const {promise, resolve} = Promise.withResolvers<void>();
      const look = (): void => (commands.length >= count ? resolve() : undefined);
      waiting.add(look);
      look();
      return promise;
    },
    happen(...more) {
      const added = more.map((event, index) => ({seq: journal.length + index + 1, atMs: Date.now(), event}));
      journal.push(...added);
      server.entries(added);
    },
    answer(with_) {
      answerOf = with_;
    },
  };
  core.happen(...events);
  return core;
}

export interface Screen {
  readonly pty: IPty;
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  /** The rows that are visible now, without blanks at their ends. */
  rows(): readonly string[];
  text(): string;
  isCursorShown(): boolean;
  /** Resolves once the screen's text answers the condition; rejects with the screen when it does not in time. */
  until(what: string, holds: (text: string) => boolean): Promise<void>;
  resize(size: Size): void;
  /** Stops and goes on taking what the program writes, as a terminal after ctrl-s. */
  stall(stalled: boolean): void;
  readonly exit: Promise<{readonly exitCode: number; readonly signal: number}>;
}

const patienceMs = 15_000;

/** Whoever opens something here is told what closes it. */
export interface Closing {
  after(close: () => unknown): void;
}

export function openPty(context: Closing, words: readonly string[], size: Size, env = {}): Screen {
  const terminal = new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true});
  const {CI: _ci, NO_COLOR: _noColor, ...inherited} = process.env;
  const [file = '', ...rest] = words;
  const pty = spawn(file, rest, {
    cols: size.columns,
    rows: size.rows,
    name: 'xterm-256color',
    env: {...inherited, NODE_ENV: 'production', LC_ALL: 'C.UTF-8', ...env},
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
    until(what, holds) {
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        looks.delete(look);
        reject(new Error(`the screen never showed ${what}:\n${text()}`));
      }, patienceMs);
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

const fixture = new URL('./fixture-deck.tsx', import.meta.url).pathname;

/** Node runs it directly: a launcher in between would take the signals. */
export function deckWords(socketPath: string, ...more: readonly string[]): readonly string[] {
  return [process.execPath, '--import', 'tsx', fixture, socketPath, ...more];
}
