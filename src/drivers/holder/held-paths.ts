// What lies in a target's folder: who holds it, its socket, and the crash records that are kept of it.
import {join} from 'node:path';
import {stateFolderOf} from '../session/folders.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface HeldPaths {
  readonly folder: string;
  /** What the holder is to hold, written by whoever starts it. */
  readonly hold: string;
  readonly socket: string;
  /** Held by the kernel as long as the holder lives. */
  readonly lock: string;
  /** Who holds that lock, in words. */
  readonly user: string;
  readonly log: string;
  /** A line for each crash that was seen, over all holders and sessions. */
  readonly crashes: string;
  /** A folder for each time that the target was opened, with its pstore records and reports. */
  readonly opened: string;
}

export const targetsFolderOf = (environment: Environment): string => join(stateFolderOf(environment), 'targets');

export function heldPathsOf(folder: string): HeldPaths {
  return {
    folder,
    hold: join(folder, 'hold.json'),
    socket: join(folder, 'sock'),
    lock: join(folder, 'lock'),
    user: join(folder, 'user'),
    log: join(folder, 'holder.log'),
    crashes: join(folder, 'crashes.jsonl'),
    opened: join(folder, 'opened'),
  };
}
