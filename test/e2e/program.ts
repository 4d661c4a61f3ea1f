// The program as a person starts it, with folders of its own and no key, so that only what a test gives it is there. The
// cache alone is shared: it holds the kernel.
import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Event} from '../../src/core/events.ts';
import {typescriptWords} from '../../src/setup/typescript-words.mjs';
import {type Closing, temporaryFolder} from '../temporary.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** As the launcher starts it, but for the launcher, which would take the signals. */
export const programWords: readonly string[] = [...typescriptWords, main];

export interface Place {
  readonly folder: string;
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** `examine`: which checks are made on what is submitted, as a person writes it; all of those on a kernel of their own take minutes. */
export async function place(t: Closing, examine = 'static: false, dynamic: off'): Promise<Place> {
  const folder = await temporaryFolder(t);
  await configure(join(folder, 'config', 'quarterdeck'), `examine: {${examine}}\n`);
  const inherited = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TERM'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    folder,
    workspace: join(folder, 'work'),
    environment: {
      ...Object.fromEntries(inherited),
      NODE_ENV: 'production',
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
  };
}

async function configure(folder: string, text: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, 'quarterdeck.yaml'), text);
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with the first line of standard output that the check takes; rejects when the program ends without one. */
  line(check: (line: string) => boolean): Promise<string>;
  /** The same for standard error. */
  says(what: RegExp): Promise<void>;
  /** Lines of standard output so far. */
  lines(): number;
}

export function startProgram(
  t: Closing,
  where: Place,
  words: readonly string[],
  /** Another program to start, which is to run this one. */
  through?: string,
): Program {
  const [command, all] = through === undefined ? [process.execPath, [...programWords, ...words]] : [through, words];
  const child = spawn(command, all, {
    cwd: where.folder,
    env: {...where.environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = {stdout: '', stderr: ''};
  let isOver = false;
  const waiting = new Set<() => void>();
  const lookAgain = (): void => {
    for (const look of waiting) look();
  };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      read[name] += text;
      lookAgain();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true;
      resolve({code, signal, ...read});
      lookAgain();
    });
  });
  t.after(() => child.kill('SIGKILL'));

  function until<Value>(find: () => Value | undefined): Promise<Value> {
    const {promise, resolve, reject} = Promise.withResolvers<Value>();
    const look = (): void => {
      const found = find();
      if (found === undefined && !isOver) return;
      waiting.delete(look);
      if (found === undefined) reject(new Error(`it ended first: ${read.stderr}`));
      else resolve(found);
    };
    waiting.add(look);
    look();
    return promise;
  }

  const whole = (): readonly string[] => read.stdout.split('\n').slice(0, -1);
  return {
    child,
    ended,
    lines: () => whole().length,
    line: (check) => until(() => whole().find(check)),
    says: (what) => until(() => (what.test(read.stderr) ? true : undefined)).then(() => {}),
  };
}

/** As it was printed: the event, with its place and time. */
export type PrintedEvent = Event & {readonly seq: number; readonly atMs: number};

export function eventsOf(stdout: string): readonly PrintedEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PrintedEvent);
}

export function ofType<Type extends Event['type']>(
  events: readonly PrintedEvent[],
  type: Type,
): readonly Extract<Event, {type: Type}>[] {
  return events.filter((event) => event.type === type) as unknown as readonly Extract<Event, {type: Type}>[];
}

/** The last event of a session that has ended in order. */
export function endOf(events: readonly PrintedEvent[], stderr: string): Extract<Event, {type: 'session.ended'}> {
  const last = events.at(-1);
  assert.ok(last?.type === 'session.ended', `the last event is ${last?.type}: ${stderr}`);
  return last;
}

/** Resolves when nothing of a session runs any more; rejects with what does after a time that is ample for an end in order. */
export async function allGone(text: string): Promise<void> {
  const patienceMs = 20_000;
  for (const sinceMs = Date.now(); Date.now() - sinceMs < patienceMs; ) {
    if (processesWith(text).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(processesWith(text), [], 'nothing is left running');
}

/** Processes on this machine whose command line holds a text: what a session left behind would be among them. */
export function processesWith(text: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandLineOf(pid).includes(text))
    .map(Number);
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
