// A check that is Kbuild run in its own way: what make is given, and what is made of the warnings that come of it.
import {copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CheckFinding, StaticCheck} from '../../../core/examination.ts';
import {type CompilerWarning, parseWarnings} from '../../../kernel/gcc.ts';
import type {ProcessOutcome} from '../../../ports.ts';
import {makeCommand} from '../../build/builder.ts';
import type {Looked, ModuleCheck} from '../module-check.ts';
import {endOfBuild} from './build-end.ts';
import type {CheckRoom, WorkFolder} from './check-room.ts';
import {readSources, type Sources} from './source-lines.ts';

export interface KbuildCheck {
  readonly check: StaticCheck;
  readonly deadlineSeconds: number;
  /** The program whose version says what looked. */
  program(room: CheckRoom): string;
  /** Variables of make's command line; `inside` is the work folder as the build sees it. */
  variables(inside: string): readonly string[];
  findings(warnings: readonly CompilerWarning[], sources: Sources): readonly CheckFinding[];
  /** What it looked at when it came to its end. */
  readonly looked: string;
}

export function kbuildCheck(room: CheckRoom, allocatorsHeader: string, check: KbuildCheck): ModuleCheck {
  return {
    check: check.check,
    deadlineSeconds: check.deadlineSeconds,
    async run(request, signal) {
      const by = await room.versionOf(check.program(room));
      return room.withSources(request, by, async (work) => {
        await copyFile(allocatorsHeader, join(work.path, allocatorsName));
        const outcome = await make(room, work, check, signal);
        return lookedOf(check, by, outcome, work.inside, await readSources(work.path));
      });
    },
  };
}

const allocatorsName = '.allocators.h';

/** Told to the compiler for what it may know of allocations; an assembler's source can't include it. */
export const knownAllocators = (inside: string): string => `-include ${inside}/${allocatorsName}`;

function make({kernel}: CheckRoom, work: WorkFolder, check: KbuildCheck, signal: AbortSignal): Promise<ProcessOutcome> {
  return work.run(
    ({buildFolder, workFolder}) => makeCommand(kernel, buildFolder, workFolder, check.variables(workFolder)),
    signal,
  );
}

function lookedOf(check: KbuildCheck, by: string, outcome: ProcessOutcome, inside: string, sources: Sources): Looked {
  const output = outcome.kind === 'notStarted' ? '' : outcome.output;
  const warnings = parseWarnings(output, inside);
  const findings = check.findings(warnings, sources);
  return {by, findings, end: endOfBuild(outcome, inside, check.looked)};
}
