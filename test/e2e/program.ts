// The program as a person starts it, with folders of its own and no key, so that only what a test gives it is there. The
// cache alone is shared: it holds the kernel.
import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Event} from '../../src/core/events.ts';
import {type Closing, temporaryFolder} from '../temporary.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** As the launcher starts it, but for the launcher, which would take the signals. */
export const programWords: readonly string[] = ['--import', import.meta.resolve('tsx'), main];

export interface Place {
  readonly folder: string;
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
}

export async function place(t: Closing): Promise<Place> {
  const folder = await temporaryFolder(t);
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
      TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
  };
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
}

export function startProgram(t: Closing, where: Place, words: readonly string[]): Program {
  const child = spawn(process.execPath, [...programWords, ...words], {
    cwd: where.folder,
    env: {...where.environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({code, signal, stdout, stderr});
      for (const look of waiting) look();
    });
  });
  t.after(() => child.kill('SIGKILL'));
  const line = (check: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = stdout.split('\n').find((candidate) => candidate !== '' && check(candidate));
        if (found !== undefined) resolve(found);
        else if (child.exitCode !== null || child.signalCode !== null) reject(new Error(`it ended first: ${stderr}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return {child, ended, line};
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
