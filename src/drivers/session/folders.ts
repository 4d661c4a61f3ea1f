// Where things lie on the host (XDG base directories), and what lies in a session's folder.
import {homedir} from 'node:os';
import {join} from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export const cacheFolderOf = (environment: Environment): string => xdg(environment, 'XDG_CACHE_HOME', '.cache');
export const configFolderOf = (environment: Environment): string => xdg(environment, 'XDG_CONFIG_HOME', '.config');
export const stateFolderOf = (environment: Environment): string => xdg(environment, 'XDG_STATE_HOME', '.local/state');

export const sessionsFolderOf = (environment: Environment): string => join(stateFolderOf(environment), 'sessions');

export interface SessionPaths {
  readonly folder: string;
  readonly start: string;
  readonly journal: string;
  readonly blobs: string;
  readonly capture: string;
  readonly socket: string;
  readonly lock: string;
  readonly log: string;
  readonly target: string;
  readonly builds: string;
  /** What the Executor last saw of its files. */
  readonly seen: string;
  /** Out of the reach of every role and every build, which write in the workspace alone. */
  readonly constraints: string;
}

/** A socket's path has 107 bytes at most on Linux (`man 7 unix`). */
export const socketPathBytesMax = 107;

export function sessionPathsOf(folder: string): SessionPaths {
  return {
    folder,
    start: join(folder, 'start.json'),
    journal: join(folder, 'journal.jsonl'),
    blobs: join(folder, 'blobs'),
    capture: join(folder, 'capture'),
    socket: join(folder, 'sock'),
    lock: join(folder, 'core.pid'),
    log: join(folder, 'core.log'),
    target: join(folder, 'target'),
    builds: join(folder, 'builds'),
    seen: join(folder, 'seen'),
    constraints: join(folder, 'constraints.md'),
  };
}

/** A relative path in these variables is to be ignored (XDG Base Directory Specification). */
function xdg(environment: Environment, name: string, otherwise: string): string {
  const given = environment[name];
  const base = given?.startsWith('/') ? given : join(environment['HOME'] ?? homedir(), otherwise);
  return join(base, 'quarterdeck');
}
