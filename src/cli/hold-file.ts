// What a holder is to hold: decided and prepared by `target boot`, read by the holder's process.
import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {type HeldPaths, heldPathsOf, targetsFolderOf} from '../drivers/holder/held-paths.ts';
import {socketPathBytesMax} from '../drivers/session/folders.ts';
import type {Prepared} from './prepare.ts';
import {CommandFault} from './say.ts';

export interface HoldFile {
  readonly version: 1;
  readonly settings: TargetSettings;
  readonly prepared: Prepared;
  readonly cacheFolder: string;
  /** Of what, as one word. */
  readonly made: string;
}

export function heldPathsFor(name: string): HeldPaths {
  return heldPathsOf(join(targetsFolderOf(process.env), name));
}

/** Whoever asks a holder needs its socket's path to be one. */
export function requireSocketPath({socket}: HeldPaths): void {
  const bytes = Buffer.byteLength(socket);
  if (bytes <= socketPathBytesMax) return;
  throw new CommandFault(
    `the target's socket ${socket} has ${bytes} bytes, and a socket's path may have ${socketPathBytesMax}; set XDG_STATE_HOME to a shorter path`,
    2,
  );
}

export async function writeHoldFile(paths: HeldPaths, hold: HoldFile): Promise<void> {
  await mkdir(paths.folder, {recursive: true, mode: 0o700});
  await writeFile(`${paths.hold}.part`, `${JSON.stringify(hold, null, 2)}\n`, {mode: 0o600});
  await rename(`${paths.hold}.part`, paths.hold);
}

export async function readHoldFile(paths: HeldPaths): Promise<HoldFile> {
  const value = JSON.parse(await readFile(paths.hold, 'utf8')) as HoldFile;
  if (value.version !== 1) throw new CommandFault(`${paths.hold} is of version ${value.version}, not 1`, 3);
  return value;
}
