// Builds one module with Kbuild, and a task's programs, in the sandbox. What the compiler said becomes diagnostics; what
// it made is believed only when it is a module for this kernel.
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseDiagnostics} from '../../kernel/kbuild.ts';
import {checkKbuild} from '../../kernel/kbuild-file.ts';
import type {BuildOutcome, BuildRequest, Diagnostic, KernelTree, ProcessOutcome} from '../../ports.ts';
import {readBuildId} from '../target/build-id.ts';
import {copyArtefact, copySources} from './copy-files.ts';
import {moduleField} from './elf.ts';
import {madeInstead} from './made-instead.ts';
import {type Place, placeFor, runAt, tooLarge} from './place.ts';
import {buildPrograms, type Programs, type ProgramsRequest} from './programs.ts';
import {workFolderInside} from './sandbox.ts';
import {sparseArguments, sparseNotes} from './sparse.ts';
import {strippedName, strippedPathOf, thenStripped} from './stripped.ts';

export interface BuilderOptions {
  readonly kernel: KernelTree;
  readonly bwrap: string;
  /** A person typed that agents' code may be compiled without a sandbox where there is none. */
  readonly unsafeHostBuild: boolean;
}

export interface Builder {
  /** Rejects never; what went wrong is the outcome. */
  build(request: BuildRequest, signal?: AbortSignal): Promise<BuildOutcome>;
  /** Static programs for the target, one of each source. */
  buildPrograms(request: ProgramsRequest): Promise<Programs>;
}

const outputBytesMax = 2 << 20;
const shownOutputChars = 20_000;

export function createBuilder(options: BuilderOptions): Builder {
  let place: Promise<Place | {readonly fault: string}> | null = null;
  const chosen = () => {
    // What keeps the sandbox from working may be mended while the session waits.
    place ??= placeFor(options).then((found) => {
      if ('fault' in found) place = null;
      return found;
    });
    return place;
  };
  return {
    async build(request, signal) {
      try {
        const at = await chosen();
        if ('fault' in at) return {kind: 'fault', why: at.fault};
        return await inWorkFolder((work) => buildModule(options.kernel, at, request, work, signal));
      } catch (error) {
        return {kind: 'fault', why: `the build could not be run: ${(error as Error).message}`};
      }
    },
    async buildPrograms(request) {
      try {
        const at = await chosen();
        return 'fault' in at
          ? at
          : await inWorkFolder((work) => buildPrograms(at, request, work, options.kernel.crossCompile));
      } catch (error) {
        return {fault: `the programs could not be compiled: ${(error as Error).message}`};
      }
    },
  };
}

/** A folder that no build was in before: objects of another kernel would make make do nothing. */
async function inWorkFolder<Value>(action: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-build-'));
  try {
    return await action(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function buildModule(
  kernel: KernelTree,
  place: Place,
  request: BuildRequest,
  work: string,
  signal: AbortSignal | undefined,
): Promise<BuildOutcome> {
  const {module} = request;
  if (!/^[A-Za-z0-9_-]{1,55}$/.test(module)) return {kind: 'refused', why: `"${module}" is no name for a module`};
  const copied = await copySources(request.sourceFolder, work);
  if ('refused' in copied) return {kind: 'refused', why: copied.refused};
  const checked = request.whose === 'own' ? null : checkKbuild(copied.kbuild, module);
  if (checked !== null && 'refused' in checked) return {kind: 'refused', why: checked.refused};
  const started = performance.now();
  const outcome = await runAt(place, kernel, work, {
    command: (inside) =>
      thenStripped(makeCommand(kernel, inside.buildFolder, inside.workFolder), module, kernel.crossCompile),
    deadlineSeconds: request.deadlineSeconds,
    outputBytesMax,
    ...(signal === undefined ? {} : {signal}),
  });
  const durationMs = Math.round(performance.now() - started);
  const fault = sandboxBroke(outcome);
  if (fault !== null) return {kind: 'fault', why: fault};
  const moduleFolder = place.kind === 'sandbox' ? workFolderInside : work;
  const compiled = parseDiagnostics(outputOf(outcome), moduleFolder);
  const said = [...compiled, ...(await sparseNotes(work, moduleFolder))];
  const failed = (more: readonly Diagnostic[]): BuildOutcome => ({
    kind: 'failed',
    diagnostics: [...more, ...said],
    output: cut(outputOf(outcome)),
    durationMs,
  });
  if (outcome.kind === 'killed') return failed([whyKilled(outcome, request.deadlineSeconds)]);
  if (outcome.kind !== 'exited' || outcome.code !== 0) return failed([]);
  await mkdir(request.artefactFolder, {recursive: true});
  const koPath = join(request.artefactFolder, `${module}.ko`);
  const taken = await copyArtefact(work, `${module}.ko`, koPath);
  if ('refused' in taken) {
    const why = `${taken.refused}${await madeInstead(work, `${module}.ko`)}`;
    return failed([{level: 'error', text: `the build made no module: ${why}`}]);
  }
  await takeStripped(work, module, koPath);
  const identity = identify(taken.bytes, await readBuildId(koPath), kernel);
  if ('why' in identity) return {kind: 'fault', why: identity.why};
  return {kind: 'built', koPath, buildId: identity.buildId, diagnostics: said, durationMs};
}

/**
 * Kbuild knows the host's architecture by itself (Documentation/kbuild/kbuild.rst: ARCH, CROSS_COMPILE). `variables` stand in the place of
 * those of a build.
 */
export function makeCommand(
  {architecture, crossCompile}: Pick<KernelTree, 'architecture' | 'crossCompile'>,
  buildFolder: string,
  moduleFolder: string,
  variables: readonly string[] = sparseArguments(moduleFolder),
): readonly string[] {
  const jobs = Math.min(4, availableParallelism());
  return [
    '/usr/bin/make',
    '-C',
    buildFolder,
    `M=${moduleFolder}`,
    ...(architecture === undefined ? [] : [`ARCH=${architecture}`]),
    ...(crossCompile === undefined ? [] : [`CROSS_COMPILE=${crossCompile}`]),
    `-j${jobs}`,
    ...variables,
    'modules',
  ];
}

/** Where strip did not do it, no older copy may stand in for it. */
async function takeStripped(work: string, module: string, koPath: string): Promise<void> {
  const path = strippedPathOf(koPath);
  await rm(path, {force: true});
  await copyArtefact(work, strippedName(module), path);
}

function identify(
  ko: Uint8Array,
  buildId: string | null,
  kernel: KernelTree,
): {readonly buildId: string} | {readonly why: string} {
  const vermagic = moduleField(ko, 'vermagic');
  if (vermagic?.split(' ')[0] !== kernel.release) {
    const what = vermagic === null ? 'has no vermagic' : `is for the kernel "${vermagic}"`;
    return {
      why: `the module that was built ${what}; the target's is ${kernel.release}. Is ${kernel.buildFolder} its build folder?`,
    };
  }
  if (buildId === null) {
    return {
      why: `modules built against ${kernel.release} carry no build id, so that a run could not be told from one of another build; the linker needs --build-id`,
    };
  }
  return {buildId};
}

/** bwrap speaks first when it could not even make the sandbox. */
function sandboxBroke(outcome: ProcessOutcome): string | null {
  if (outcome.kind === 'notStarted') return `the build could not be started: ${outcome.reason}`;
  if (outcome.kind !== 'exited' || outcome.code === 0) return null;
  const broke = /^(?:bwrap|prlimit|\/usr\/bin\/prlimit): .*/.exec(outcome.output);
  return broke === null ? null : `the sandbox could not be made: ${broke[0]}`;
}

function whyKilled(outcome: Extract<ProcessOutcome, {kind: 'killed'}>, deadlineSeconds: number): Diagnostic {
  switch (outcome.why) {
    case 'timeout':
      return {level: 'error', text: `the build had not ended after ${deadlineSeconds} s and was stopped`};
    case 'cancelled':
      return {level: 'error', text: 'the build was stopped before its end'};
    case 'other':
      if (outcome.signal === tooLarge) return {level: 'error', text: `the build was ended by ${tooLarge}`};
      return {
        level: 'error',
        text: `the build was ended by ${outcome.signal}, or printed more than ${outputBytesMax} bytes`,
      };
    default:
      return outcome.why satisfies never;
  }
}

function outputOf(outcome: ProcessOutcome): string {
  return outcome.kind === 'notStarted' ? '' : outcome.output;
}

function cut(output: string): string {
  if (output.length <= shownOutputChars) return output;
  const half = shownOutputChars / 2;
  return `${output.slice(0, half)}\n[${output.length - shownOutputChars} characters left out]\n${output.slice(-half)}`;
}
