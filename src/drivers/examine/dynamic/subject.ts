// What every dynamic check of a tree needs first: its module built against the checks' own kernel, its task's files, and the programs
// that use what they know nothing of. Made once, and shared by the checks of an examination.
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExamineRequest} from '../../../core/examination.ts';
import type {BuildOutcome, FileToPush} from '../../../ports.ts';
import type {Examined} from './findings.ts';
import type {DynamicPlace} from './place.ts';

export interface Subject extends Examined {
  readonly buildId: string;
  readonly files: readonly FileToPush[];
  /** Whether there is an accept.sh to be held against. */
  readonly hasAcceptance: boolean;
}

export type Prepared = Subject | {readonly refused: string};

/** The same folder is built once: it is a snapshot, which nobody writes any more. */
export function subjectsIn(place: DynamicPlace): (request: ExamineRequest, signal: AbortSignal) => Promise<Prepared> {
  let known: {readonly key: string; readonly subject: Promise<Prepared>} | null = null;
  let programs: Promise<readonly FileToPush[]> | null = null;

  const prepare = async (request: ExamineRequest, signal: AbortSignal): Promise<Prepared> => {
    await forgetBuilt(place);
    const built = await buildFor(place, request, signal);
    if ('refused' in built) return built;
    programs ??= ownPrograms(place);
    const [task, own] = await Promise.all([place.files(), programs]);
    const hasAcceptance = request.acceptance === 'accept' && task.some(({path}) => path === 'accept.sh');
    const {module, sourceFolder} = request;
    return {module, sourceFolder, ...built, files: [...task, ...own], hasAcceptance};
  };
  return (request, signal) => {
    const key = JSON.stringify([request.module, request.sourceFolder, request.acceptance]);
    if (known?.key === key) return known.subject;
    const subject = prepare(request, signal);
    known = {key, subject};
    const forget = (): void => {
      if (known?.subject === subject) known = null;
    };
    // What went wrong, or was called off, may go well the next time.
    void subject.then((prepared) => 'refused' in prepared && forget(), forget);
    return subject;
  };
}

/** Checks run one after another: of a tree before this one nothing is loaded any more. */
async function forgetBuilt({folder}: DynamicPlace): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^(?:built|kunit)-/.test(one)))
    await rm(join(folder, name), {recursive: true, force: true});
}

export async function buildFor(
  {builder, folder, buildSeconds}: DynamicPlace,
  {module, sourceFolder, whose}: Pick<ExamineRequest, 'module' | 'sourceFolder' | 'whose'>,
  signal: AbortSignal,
): Promise<{readonly koPath: string; readonly buildId: string} | {readonly refused: string}> {
  const artefactFolder = await mkdtemp(join(folder, 'built-'));
  const request = {module, sourceFolder, artefactFolder, deadlineSeconds: buildSeconds};
  const asked = whose === undefined ? request : {...request, whose};
  const outcome = await builder.build(asked, signal);
  if (outcome.kind !== 'built') return {refused: `it does not build for this kernel: ${buildWords(outcome)}`};
  const {koPath, buildId} = outcome;
  return {koPath, buildId};
}

function buildWords(outcome: Exclude<BuildOutcome, {kind: 'built'}>): string {
  if (outcome.kind !== 'failed') return outcome.why;
  const error = outcome.diagnostics.find(({level}) => level === 'error');
  return error?.text ?? outcome.output.trim().split('\n').at(-1) ?? 'the build failed';
}

/** A builder takes programs of one file each. */
const ownSources = ['nth.c', 'names.c', 'crowd.c'];

async function ownPrograms({builder, folder}: DynamicPlace): Promise<readonly FileToPush[]> {
  const textOf = (name: string) => readFile(fileURLToPath(new URL(`guest/${name}`, import.meta.url)), 'utf8');
  const uses = await textOf('uses.h');
  const sources = await Promise.all(
    ownSources.map(async (name) => ({name, text: (await textOf(name)).replace('#include "uses.h"', () => uses)})),
  );
  const built = await builder.buildPrograms({sources, folder: join(folder, 'programs')});
  if ('fault' in built) throw new Error(`the programs that use a module do not compile: ${built.fault}`);
  return built.programs.map(({name, bytes}) => ({path: name, mode: 0o755, bytes}));
}
