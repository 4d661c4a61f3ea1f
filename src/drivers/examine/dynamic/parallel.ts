// The acceptance from several processes at once, and the module's files used by others meanwhile: what only shows when two do the same.
import type {DynamicCheck} from '../../../core/examination.ts';
import {
  type Bench,
  cutShort,
  type DynamicCheckPlan,
  failedIn,
  inTurn,
  outputOf,
  type Run,
  type StepDone,
  wordsOf,
} from './dynamic-check.ts';
import * as scripts from './scripts.ts';
import type {Step} from './trial.ts';

const processes = 4;
const seconds = 8;

/** On a kernel with KASAN and lockdep. */
export const parallelCheck = atOnceCheck('parallel', [], scripts.unload);
/** On one with KCSAN, which tells of two that touch the same without a lock even where it went well this time. */
export const racesCheck = atOnceCheck(
  'races',
  [{name: 'watch', script: scripts.watchRaces, deadlineSeconds: 60}],
  scripts.watchNoMore,
);

function atOnceCheck(check: DynamicCheck, watch: readonly Step[], unload: string): DynamicCheckPlan {
  const steps = [
    {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
    ...watch,
    {name: 'parallel', script: scripts.acceptAtOnce(processes, seconds), deadlineSeconds: seconds + 60},
    {name: 'unload', script: unload, deadlineSeconds: 60},
  ];
  return {
    check,
    deadlineSeconds: 240,
    async run({subject, trial}): Promise<Run> {
      const what = subject.hasAcceptance ? 'accept.sh and the files of the module' : 'the files of the module';
      return runOf(trial, steps, () => `${what} used by ${processes} processes at once for ${seconds} s`);
    },
  };
}

/** The steps in their order; `looked` says what they were where all of them went well. */
async function runOf(
  trial: Bench['trial'],
  steps: readonly Step[],
  looked: (done: readonly StepDone[]) => string,
): Promise<Run> {
  let done: readonly StepDone[] = [];
  const end = await trial(async (on) => {
    done = await inTurn(on, steps);
  });
  const stopped = cutShort(end);
  if (stopped !== null) return {stopped, findings: end.findings};
  const failed = failedIn(done);
  if (failed !== null) return {stopped: `${failed.step.name}: ${wordsOf(failed.end)}`, findings: end.findings};
  return {looked: looked(done), findings: end.findings};
}

export const reloadCheck: DynamicCheckPlan = {
  check: 'reload',
  deadlineSeconds: 180,
  run: ({trial}) =>
    runOf(
      trial,
      [
        {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
        {name: 'reload', script: scripts.loadAtOnce(seconds), deadlineSeconds: seconds + 60},
      ],
      (done) => `loaded, used and unloaded at the same time for ${seconds} s${countsIn(done)}`,
    ),
};

/** What went well of it; the rest was refused by the kernel, which is as it should be. */
function countsIn(done: readonly StepDone[]): string {
  const output = outputOf(done.find(({step}) => step.name === 'reload')?.end);
  const counts = [...output.matchAll(/^(loads|unloads|uses) (\d+)$/gm)].map(([, what, count]) => `${count} ${what}`);
  return counts.length === 0 ? '' : `: ${counts.join(', ')}`;
}
