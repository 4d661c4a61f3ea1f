// Where static checks run: the sandbox that modules are built in, with a work folder of its own for each check, gone after it.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {CheckEnd, ExamineRequest} from '../../../core/examination.ts';
import {checkKbuild} from '../../../kernel/kbuild-file.ts';
import type {KernelTree, ProcessOutcome} from '../../../ports.ts';
import {copySources} from '../../build/copy-files.ts';
import {type Place, type PlaceRun, pathOnHost, placeFor, runAt} from '../../build/place.ts';
import {workFolderInside} from '../../build/sandbox.ts';
import {processFault, runProcess} from '../../process.ts';
import {type Looked, notRun} from '../module-check.ts';
import {readSources, withLines} from './source-lines.ts';

export interface CheckRoom {
  readonly kernel: KernelTree;
  /** What `use` makes of the module's sources, copied into a folder that nothing was run in before; in words where they can't be. */
  withSources(request: ExamineRequest, by: string, use: (work: WorkFolder) => Promise<Looked>): Promise<Looked>;
  /** `gcc 12.2.0`; the bare name where it does not tell. */
  versionOf(program: string): Promise<string>;
}

export interface WorkFolder {
  /** On this host. */
  readonly path: string;
  /** As what runs in it sees it. */
  readonly inside: string;
  run(command: CommandOf, signal: AbortSignal, mounts?: KernelTree['mounts']): Promise<ProcessOutcome>;
}

export type CommandOf = (inside: Inside) => readonly string[];

interface Inside {
  readonly buildFolder: string;
  readonly workFolder: string;
  /** Of what is mounted: on the bare host nothing is, and it is taken from where it lies. */
  at(path: string): string;
}

const outputBytesMax = 8 << 20;
/** The examiner ends a check at its deadline; this is what the kernel holds each process to. */
const cpuSecondsMax = 24 * 3600;

export function openCheckRoom(options: {
  readonly kernel: KernelTree;
  readonly bwrap: string;
  readonly unsafeHostBuild: boolean;
}): CheckRoom {
  const {kernel} = options;
  return {
    kernel,
    versionOf,
    async withSources(request, by, use) {
      const place = await placeFor(options);
      if ('fault' in place) return notRun(by, place.fault);
      const path = await mkdtemp(join(tmpdir(), 'quarterdeck-examine-'));
      try {
        const refused = await layOut(request, path);
        if (refused !== null) return notRun(by, refused);
        // Before anything was run here: what a build leaves behind is not the module's text.
        const sources = await readSources(path);
        return withLines(await use(workFolderAt(place, kernel, path)), sources);
      } finally {
        await rm(path, {recursive: true, force: true});
      }
    },
  };
}

async function layOut(request: ExamineRequest, path: string): Promise<string | null> {
  const copied = await copySources(request.sourceFolder, path);
  if ('refused' in copied) return copied.refused;
  const checked = request.whose === 'own' ? null : checkKbuild(copied.kbuild, request.module);
  return checked !== null && 'refused' in checked ? checked.refused : null;
}

function workFolderAt(place: Place, kernel: KernelTree, path: string): WorkFolder {
  return {
    path,
    inside: place.kind === 'sandbox' ? workFolderInside : path,
    run(command, signal, mounts = []) {
      const seen = {buildFolder: kernel.buildFolder, mounts: [...kernel.mounts, ...mounts]};
      const at = (mounted: string): string => (place.kind === 'sandbox' ? mounted : pathOnHost(seen, mounted));
      const commandAt: PlaceRun['command'] = (inside) => command({...inside, at});
      return runAt(place, seen, path, {command: commandAt, deadlineSeconds: cpuSecondsMax, outputBytesMax, signal});
    },
  };
}

async function versionOf(program: string): Promise<string> {
  const name = program.slice(program.lastIndexOf('/') + 1);
  const outcome = await runProcess({command: program, arguments: ['--version'], deadlineSeconds: 20});
  const said = outcome.kind === 'exited' && outcome.code === 0 ? outcome.output : '';
  const number = /\bv?(\d+\.\d+(?:[.\w-]*\w)?)/.exec(said.replace(/\([^)]*\)/, ''))?.[1];
  return number === undefined ? name : `${name} ${number}`;
}

/** Why the sandbox has no such program; null where it has it. */
export function unseen(program: string): string | null {
  return /^\/(?:usr|bin|sbin)\//.test(program) ? null : `${program} does not lie below /usr`;
}

/** How a check ended whose work was one run of a program. */
export function endOf(program: string, outcome: ProcessOutcome, looked: string): CheckEnd {
  if (outcome.kind === 'exited' && outcome.code === 0) return {kind: 'finished', looked};
  // Who ended it says why.
  if (outcome.kind === 'killed' && outcome.why !== 'other')
    return {kind: 'stopped', why: `${program} was still under way`};
  const why = processFault(program, outcome) ?? `${program} did not end`;
  return {kind: 'stopped', why: why.slice(0, 500)};
}
