// Where binutils read files that agents' compilers made: in the build sandbox, each object read-only and nothing else of the
// host to be written, or, where bubblewrap does not run, on the host with bounded memory and time.
import {rmSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {ProcessOutcome} from '../../ports.ts';
import {limitArguments, runInSandbox, workFolderInside} from '../build/sandbox.ts';
import {findTool} from '../host/find-tool.ts';
import {processFault, runProcess} from '../process.ts';
import {toolEnvironment} from '../target/tool-environment.ts';

export interface ToolRoom {
  /** What the tool printed, or in words why there is nothing. `command` is told where the files lie for it. */
  run(
    tool: string,
    command: (see: Seen) => readonly string[],
  ): Promise<{readonly output: string} | {readonly refused: string}>;
  /** A folder of the host that tools can read; files for them are put there. */
  readonly folder: string;
  close(): Promise<void>;
}

export interface Seen {
  object(index: number): string;
  file(name: string): string;
}

const deadlineSeconds = 60;
const outputBytesMax = 64 << 20;
const limits = {fileBytesMax: 1 << 20, memoryBytesMax: 4 * 1024 ** 3, cpuSeconds: deadlineSeconds, processesMax: 4096};

/** `objects` are paths of the host. */
export async function openToolRoom(objects: readonly string[], bwrap = findTool('bwrap')): Promise<ToolRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-symbols-'));
  // A process that is ended in the middle leaves nothing behind either.
  const leave = (): void => rmSync(folder, {recursive: true, force: true});
  process.once('exit', leave);
  const paths = objects.map((path) => resolve(path));
  let sandbox = bwrap;

  async function runAnywhere(program: string, command: (see: Seen) => readonly string[]): Promise<ProcessOutcome> {
    if (sandbox !== null) {
      const outcome = await inSandbox(sandbox, program, command);
      if (!isSandboxFault(outcome)) return outcome;
      sandbox = null;
    }
    const see: Seen = {object: (index) => paths[index] ?? '', file: (name) => join(folder, name)};
    return runProcess({
      command: findTool('prlimit') ?? '/usr/bin/prlimit',
      arguments: [...limitArguments(limits), '--', program, ...command(see)],
      environment: toolEnvironment(),
      directory: folder,
      ...{deadlineSeconds, outputBytesMax},
    });
  }

  function inSandbox(where: string, program: string, command: (see: Seen) => readonly string[]) {
    const see: Seen = {object: (index) => `/objects/${index}`, file: (name) => `${workFolderInside}/${name}`};
    const mounts = paths.map((from, index) => ({from, to: see.object(index)}));
    const request = {mounts, workFolder: folder, limits, command: [program, ...command(see)]};
    return runInSandbox(where, request, {deadlineSeconds, outputBytesMax});
  }

  return {
    folder,
    async run(tool, command) {
      const program = findTool(tool);
      if (program === null) return {refused: `${tool} is not installed (Debian's package binutils has it)`};
      const outcome = await runAnywhere(program, command);
      const fault = processFault(tool, outcome);
      if (fault !== null || outcome.kind !== 'exited') return {refused: (fault ?? `${tool} did not end`).slice(0, 500)};
      return {output: outcome.output};
    },
    async close() {
      process.removeListener('exit', leave);
      await rm(folder, {recursive: true, force: true});
    },
  };
}

function isSandboxFault(outcome: ProcessOutcome): boolean {
  if (outcome.kind === 'notStarted') return true;
  return outcome.kind === 'exited' && outcome.code !== 0 && outcome.output.startsWith('bwrap: ');
}
