// A check that is one trial of a few steps: what it comes to when all of them went well is read from what they printed.
import type {CheckFinding} from '../../../core/examination.ts';
import {type Bench, cutShort, failedIn, inTurn, outputOf, type Run, type StepDone, wordsOf} from './dynamic-check.ts';
import type {Step} from './trial.ts';

/** What a check says of itself, beside its findings. */
export type Said = Run extends infer One ? (One extends Run ? Omit<One, 'findings'> : never) : never;

export async function inSteps(
  trial: Bench['trial'],
  steps: readonly Step[],
  said: (outputOf: (name: string) => string) => Said,
): Promise<Run> {
  let done: readonly StepDone[] = [];
  const end = await trial(async (on) => {
    done = await inTurn(on, steps);
  });
  const findings: readonly CheckFinding[] = end.findings;
  const stopped = cutShort(end);
  if (stopped !== null) return {stopped, findings};
  const failed = failedIn(done);
  if (failed !== null) return {stopped: failureWords(failed), findings};
  return {...said((name) => outputOf(done.find(({step}) => step.name === name)?.end)), findings};
}

function failureWords({step, end}: StepDone): string {
  const isLate = end.kind === 'ended' && end.outcome.kind === 'killed' && end.outcome.why === 'timeout';
  return isLate && step.late !== undefined ? step.late : `${step.name}: ${wordsOf(end)}`;
}
