// Starts the core of a session in the background, free of this terminal, and waits until its socket answers.
import {spawn} from 'node:child_process';
import {open, readFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {fileURLToPath} from 'node:url';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {CommandFault} from './say.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const waitMs = 30_000;
const pollMs = 50;

export async function spawnCore(paths: SessionPaths): Promise<void> {
  const log = await open(paths.log, 'a', 0o600);
  const child = spawn(process.execPath, [...process.execArgv, main, 'core', paths.folder], {
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
    if (await answers(paths.socket)) {
      child.unref();
      return;
    }
    if (ending !== null)
      throw new CommandFault(`the core does not start: ${ending}\n${await lastLines(paths.log)}`, status);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  child.kill('SIGKILL');
  throw new CommandFault(`the core did not open its socket within ${waitMs / 1000} s; see ${paths.log}`, 3);
}

/** A connection that says nothing is no screen; it is closed again. */
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
