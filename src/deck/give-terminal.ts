// Gives the terminal to another program (an editor, `codex`) and takes it back when that has ended, however it did. The
// program is in the deck's own process group: what the terminal sends to the group (ctrl-c, ctrl-z, a new size) reaches it.
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {closeSync, constants, openSync} from 'node:fs';
import type {Clock} from '../ports.ts';

export interface Program {
  /** An absolute path, or a name to be looked for in PATH. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Every way in which it comes back. An exit status is never invented. */
export type ProgramEnd =
  | {readonly kind: 'exited'; readonly code: number}
  | {readonly kind: 'killed'; readonly signal: string}
  | {readonly kind: 'notStarted'; readonly reason: string};

export interface Hands {
  readonly clock: Clock;
  /** The deck's side lets go: its keys, its modes, its screen. */
  readonly letGo: () => Promise<void>;
  /** And takes all of that back. */
  readonly takeBack: () => void;
}

export interface Giving {
  /** Refuses to begin while another program has the terminal. Never rejects. */
  give(program: Program): Promise<ProgramEnd>;
  isGiven(): boolean;
  /** Asks the program to end, then makes it; resolves when the terminal is the deck's again. At once when it is already. */
  end(): Promise<void>;
}

interface Given {
  readonly over: Promise<ProgramEnd>;
  child: ChildProcess | null;
  isEnding: boolean;
}

/** How long a program that was asked to end may take. */
export const endMs = 2_000;

export function openGiving({clock, letGo, takeBack}: Hands): Giving {
  let given: Given | null = null;

  async function run(program: Program, mine: Given): Promise<ProgramEnd> {
    try {
      await letGo();
      if (mine.isEnding) return {kind: 'notStarted', reason: 'the deck is being left'};
      const modes = savedModes();
      try {
        const child = start(program);
        mine.child = child;
        return await endOf(child, program.command);
      } finally {
        restoreModes(modes);
      }
    } catch (error) {
      return notStarted(program.command, error as NodeJS.ErrnoException);
    } finally {
      given = null;
      takeBack();
    }
  }

  return {
    isGiven: () => given !== null,
    give(program) {
      if (given !== null) return Promise.resolve({kind: 'notStarted', reason: 'another program has the terminal'});
      const {promise, resolve} = Promise.withResolvers<ProgramEnd>();
      given = {over: promise, child: null, isEnding: false};
      resolve(run(program, given));
      return promise;
    },
    async end() {
      if (given === null) return;
      given.isEnding = true;
      const {child, over} = given;
      child?.kill('SIGTERM');
      // One that is stopped hears nothing until it goes on.
      child?.kill('SIGCONT');
      const cancel = clock.after(endMs, () => child?.kill('SIGKILL'));
      await over;
      cancel();
    },
  };
}

/**
 * The terminal is opened anew for it: modes of a descriptor that both had, such as not to block, would be changed for both. Where
 * it can't be opened, it gets the deck's.
 */
function start({command, arguments: words, directory, environment}: Program): ChildProcess {
  const own = openTerminal();
  try {
    return spawn(command, words, {
      ...(directory === undefined ? {} : {cwd: directory}),
      env: {...environment},
      stdio: own === null ? 'inherit' : [own, own, own],
    });
  } finally {
    if (own !== null) closeSync(own);
  }
}

function openTerminal(): number | null {
  for (const path of ['/proc/self/fd/0', '/dev/tty']) {
    try {
      return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    } catch {}
  }
  return null;
}

/**
 * The line's modes (termios) as words for `stty`; null where they can't be had. Node takes what it finds for a person's own modes, so what a
 * killed program leaves would stay, in the shell too.
 */
function savedModes(): string | null {
  const {status, stdout} = spawnSync('stty', ['-g'], {stdio: ['inherit', 'pipe', 'ignore'], timeout: sttyMsMax});
  return status === 0 ? stdout.toString().trim() : null;
}

function restoreModes(modes: string | null): void {
  if (modes !== null) spawnSync('stty', [modes], {stdio: ['inherit', 'ignore', 'ignore'], timeout: sttyMsMax});
}

const sttyMsMax = 1_000;

function endOf(child: ChildProcess, command: string): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(notStarted(command, error)));
    child.once('exit', (code, signal) => {
      resolve(code === null ? {kind: 'killed', signal: signal ?? 'a signal'} : {kind: 'exited', code});
    });
  });
}

function notStarted(command: string, error: NodeJS.ErrnoException): ProgramEnd {
  const reason = error.code === 'ENOENT' ? `there is no program ${command}, or not its folder` : error.message;
  return {kind: 'notStarted', reason};
}

/** In words for the person; null where there is nothing to be said. */
export function wordsOfEnd(name: string, end: ProgramEnd): string | null {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? null : `${name} ended with status ${end.code}`;
    case 'killed':
      return `${name} was ended by ${end.signal}`;
    case 'notStarted':
      return `${name} could not be started: ${end.reason}`;
    default:
      return end satisfies never;
  }
}
