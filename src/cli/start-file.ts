// What a core needs to know to run a session: decided and prepared by `run`, kept in the session's folder, read by the core.
import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import type {Configuration} from '../../config/schema.ts';
import type {AcceptanceApproval} from '../core/acceptance.ts';
import type {ModelLabel} from '../core/events.ts';
import type {TargetSettings} from '../core/target-settings.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import type {KernelTree} from '../ports.ts';
import type {TaskFiles} from './read-task.ts';
import {CommandFault} from './say.ts';

export type ModelChoice =
  /** `text`: the tape as it was when the session began. */
  | {readonly kind: 'tape'; readonly text: string; readonly source: string; readonly speed: number}
  | {
      readonly kind: 'live';
      /** Where a tape of it is written, an absolute path. */
      readonly record?: string;
    };

export interface HostTools {
  /** Both absent for a board. */
  readonly qemu?: string;
  readonly busybox?: string;
  readonly bwrap: string;
}

export interface StartFile {
  readonly version: 2;
  readonly id: string;
  /** Of a goal its words alone; what it is held against is in the journal once it is approved. */
  readonly task: TaskFiles;
  readonly acceptance?: AcceptanceApproval;
  readonly configuration: Configuration;
  /** The one that the session works on. */
  readonly target: TargetSettings;
  readonly model: ModelChoice;
  readonly label: ModelLabel;
  readonly workspace: string;
  /** Where the person keeps constraints, an absolute path; absent: in the session's folder. */
  readonly constraintsFile?: string;
  readonly attended: boolean;
  /** A person typed that agents' code may be compiled without a sandbox. */
  readonly unsafeHostBuild: boolean;
  readonly cacheFolder: string;
  readonly kernel: KernelTree;
  readonly tools: HostTools;
  readonly accelerator: 'kvm' | 'tcg';
}

const version = 2;

export async function writeStartFile(paths: SessionPaths, start: StartFile): Promise<void> {
  await mkdir(paths.folder, {recursive: true, mode: 0o700});
  // Whole or not at all: a session can't be taken up without it.
  await writeFile(`${paths.start}.part`, `${JSON.stringify(start, null, 2)}\n`, {mode: 0o600, flush: true});
  await rename(`${paths.start}.part`, paths.start);
}

/** Written by this program; another version's is refused, never guessed at. */
export async function readStartFile(paths: SessionPaths): Promise<StartFile> {
  const value = JSON.parse(await readFile(paths.start, 'utf8')) as StartFile;
  if (value.version !== version) {
    const words = `${paths.start} is of version ${value.version}, and this program writes ${version}: the session can't be taken up`;
    throw new CommandFault(words, 3);
  }
  return value;
}
