// Starts this program in the background, free of this terminal, and waits until its socket answers.
import {spawn} from 'node:child_process';
import {open, readFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {fileURLToPath} from 'node:url';
import {CommandFault} from './say.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const waitMs = 30_000;
const pollMs = 50;

export interface Background {
  /** As in words to a person: `the core`. */
  readonly name: string;
  readonly words: readonly string[];
  readonly log: string;
  /** Whether what earlier ones logged is kept. */
  readonly appends: boolean;
  readonly socket: string;
}

/** Throws a CommandFault with the end of the log when it does not start. */
export async function spawnBackground({name, words, log: path, appends, socket}: Background): Promise<void> {
  const log = await open(path, appends ? 'a' : 'w', 0o600);
  const child = spawn(process.execPath, [...process.execArgv, main, ...words], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let ending: string | null = null;
  let status: 2 | 3 = 3;
  child.once('error', (error) => {
    ending = error.message;
  });
  child.once('exit', (code, signal) => {
    if (code === 2) status = 2;
    ending = code === null ? `it was ended by ${signal}` : `it ended with status ${code}`;
  });
  await log.close();
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += pollMs) {
    if (await answers(socket)) {
      child.unref();
      return;
    }
    if (ending !== null) throw new CommandFault(`${name} does not start: ${ending}\n${await lastLines(path)}`, status);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  child.kill('SIGKILL');
  throw new CommandFault(`${name} did not open its socket within ${waitMs / 1000} s; see ${path}`, 3);
}

/** A connection that says nothing is nobody; it is closed again. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-12).join('\n');
}
