// The stages of a run, what each of them takes to have gone well, and the words for one that did not.
import type {ExecOutcome, RunResult, RunStage, TaskRunRequest} from '../../ports.ts';
import {buildIdOfNote} from './build-id.ts';
import * as scripts from './run-scripts.ts';

export interface Stage {
  readonly stage: RunStage;
  readonly script: string;
  readonly deadlineSeconds: number;
  /** Looks at what a stage that ended well has printed. */
  readonly check?: (output: string) => RunResult | null;
}

export const stageSeconds = 60;
const outputCharsShown = 4000;

export function stagesOf(request: TaskRunRequest, fromByte: number): readonly Stage[] {
  const {module, buildId, acceptance, acceptDeadlineSeconds, loadCycles} = request;
  const deadlineSeconds = stageSeconds;
  const accept: readonly Stage[] = [
    {stage: 'accept', script: scripts.acceptScript(), deadlineSeconds: acceptDeadlineSeconds},
    {stage: 'unload', script: scripts.goneScript(module), deadlineSeconds},
  ];
  return [
    {
      stage: 'load',
      script: scripts.loadScript(module),
      deadlineSeconds,
      check: (output) => sameModule(output, buildId),
    },
    {stage: 'unload', script: scripts.unloadScript(module), deadlineSeconds},
    ...(acceptance === 'accept' ? accept : []),
    {
      stage: 'cycle',
      script: scripts.cycleScript(module, loadCycles),
      deadlineSeconds: deadlineSeconds + 2 * loadCycles,
    },
    {stage: 'console', script: scripts.settleScript(endMark(fromByte)), deadlineSeconds},
  ];
}

export function endMark(fromByte: number): string {
  return scripts.stageMark(`end ${fromByte}`);
}

/** Nothing that is seen is believed of a module that is not the one which was built. */
function sameModule(note: string, buildId: string): RunResult | null {
  const loaded = buildIdOfNote(Buffer.from(note, 'base64'));
  if (loaded === buildId) return null;
  const why = `the module on the target has build id ${loaded ?? 'none'}, the one that was built has ${buildId}`;
  return {kind: 'fault', why};
}

/** Null when the stage did what it should. */
export function judged({stage, deadlineSeconds, check}: Stage, outcome: ExecOutcome): RunResult | null {
  if (outcome.kind === 'exited' && outcome.code === 0) return check?.(outcome.output) ?? null;
  if (outcome.kind === 'notStarted') return {kind: 'fault', why: outcome.reason};
  const output = outcome.output.slice(-outputCharsShown);
  const why = outcome.kind === 'exited' ? lastLine(outcome.output, stage, outcome.code) : null;
  return {kind: 'notAccepted', stage, why: why ?? endingWords(outcome, deadlineSeconds), output};
}

/** For insmod the first line is its own, and the kernel's log follows. */
function lastLine(output: string, stage: RunStage, code: number): string {
  const lines = output.split('\n').map((line) => line.trim());
  const said = stage === 'load' ? lines.find((line) => line !== '') : lines.findLast((line) => line !== '');
  return said ?? `it ended with status ${code}`;
}

export function endingWords(outcome: ExecOutcome, deadlineSeconds: number): string {
  switch (outcome.kind) {
    case 'exited':
      return `it ended with status ${outcome.code}`;
    case 'killed':
      return outcome.why === 'timeout'
        ? `it did not end within ${deadlineSeconds} s`
        : `it was ended by ${outcome.signal}`;
    case 'notStarted':
    case 'lost':
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}
