// Where a build runs: in the sandbox, or, when there is none and a person typed that it may, on the bare host.

import type {KernelTree, ProcessOutcome} from '../../ports.ts';
import {findTool} from '../host/find-tool.ts';
import {runProcess} from '../process.ts';
import {buildEnvironment, limitArguments, runInSandbox, sandboxFault, workFolderInside} from './sandbox.ts';
import {watchSize} from './watch-size.ts';

export type Place = {readonly kind: 'sandbox'; readonly bwrap: string} | {readonly kind: 'host'};

export interface PlaceRun {
  /** Gets the folders as the build sees them. */
  command(inside: {readonly buildFolder: string; readonly workFolder: string}): readonly string[];
  readonly deadlineSeconds: number;
  readonly outputBytesMax: number;
  readonly signal?: AbortSignal;
}

export async function placeFor(options: {
  readonly bwrap: string;
  readonly unsafeHostBuild: boolean;
}): Promise<Place | {readonly fault: string}> {
  const fault = await sandboxFault(options.bwrap);
  if (fault === null) return {kind: 'sandbox', bwrap: options.bwrap};
  if (options.unsafeHostBuild) return {kind: 'host'};
  return {fault: `${fault}. Code that agents wrote is not compiled without it, unless --unsafe-host-build is given`};
}

export async function runAt(
  place: Place,
  kernel: Pick<KernelTree, 'buildFolder' | 'mounts'>,
  workFolder: string,
  {command, ...run}: PlaceRun,
): Promise<ProcessOutcome> {
  const size = watchSize(workFolder, workBytesMax);
  const signal = run.signal === undefined ? size.signal : AbortSignal.any([run.signal, size.signal]);
  const outcome = await runWithin(place, kernel, workFolder, {command, ...run, signal}).finally(() => size.close());
  return size.signal.aborted && outcome.kind === 'killed' ? {...outcome, why: 'other', signal: tooLarge} : outcome;
}

/** Stands in place of the signal of a build that was ended since its files grew too large. */
export const tooLarge = 'the limit on what a build may write';

/** Of all that a build writes: a file has a limit of its own, and there may be many. */
const workBytesMax = 1 << 30;
/** The kernel counts the processes of each sandbox on its own from Linux 5.14 on; before, all those of the user. */
const processesMax = 4096;

async function runWithin(
  place: Place,
  kernel: Pick<KernelTree, 'buildFolder' | 'mounts'>,
  workFolder: string,
  {command, ...run}: PlaceRun,
): Promise<ProcessOutcome> {
  const limits = {
    fileBytesMax: 256 << 20,
    memoryBytesMax: 4 * 1024 ** 3,
    cpuSeconds: Math.ceil(run.deadlineSeconds) + 1,
    processesMax,
  };
  switch (place.kind) {
    case 'sandbox': {
      const words = command({buildFolder: kernel.buildFolder, workFolder: workFolderInside});
      return runInSandbox(place.bwrap, {mounts: kernel.mounts, workFolder, limits, command: words}, run);
    }
    case 'host':
      return runProcess({
        command: findTool('prlimit') ?? '/usr/bin/prlimit',
        arguments: [
          ...limitArguments(limits),
          '--',
          ...command({buildFolder: pathOnHost(kernel, kernel.buildFolder), workFolder}),
        ],
        environment: buildEnvironment(workFolder),
        directory: workFolder,
        ...run,
      });
    default:
      return place satisfies never;
  }
}

/** Where on the host something lies that the sandbox sees at `path`. */
export function pathOnHost({mounts}: Pick<KernelTree, 'mounts'>, path: string): string {
  const mount = mounts.find(({to}) => path === to || path.startsWith(`${to}/`));
  return mount === undefined ? path : mount.from + path.slice(mount.to.length);
}
