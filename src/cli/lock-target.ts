// One at a time on a target, among all processes: who has it holds its lock, and stands by name in the file beside it.
import {readFile, rm, writeFile} from 'node:fs/promises';
import {basename} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import type {HeldPaths} from '../drivers/holder/held-paths.ts';
import {holdLock} from '../drivers/host/lock.ts';
import {heldPathsFor} from './hold-file.ts';
import {CommandFault} from './say.ts';

export type Unlock = () => Promise<void>;

/** A board is one machine, and its console one line; emulated machines there may be many. Throws a CommandFault. */
export async function lockBoard({kind, name}: TargetSettings, as: string): Promise<Unlock> {
  return kind === 'board' ? lockTarget(heldPathsFor(name), as) : async () => {};
}

/** `as`: in words, for the one that finds it in use. Throws a CommandFault of status 3 when it is. */
export async function lockTarget({folder, lock, user}: HeldPaths, as: string): Promise<Unlock> {
  const unlock = await holdLock(lock);
  if (unlock === null) {
    const words = (await readFile(user, 'utf8').catch(() => '')).trim();
    throw new CommandFault(`${basename(folder)} is in use by ${words === '' ? 'another process' : words}`, 3);
  }
  // A full disk keeps nobody from it.
  await writeFile(user, `process ${process.pid}, ${as}\n`, {mode: 0o600}).catch(() => {});
  let unlocked: Promise<void> | null = null;
  return () => {
    unlocked ??= rm(user, {force: true})
      .catch(() => {})
      .then(unlock);
    return unlocked;
  };
}
