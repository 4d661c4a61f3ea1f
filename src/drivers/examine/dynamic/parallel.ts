// The acceptance from several processes at once, and the module's files used by others meanwhile: what only shows when two do the same.
import type {DynamicCheck} from '../../../core/examination.ts';
import {cutShort, type DynamicCheckPlan, failedIn, inTurn, type Run, type StepDone, wordsOf} from './dynamic-check.ts';
import * as scripts from './scripts.ts';
import type {Trial} from './trial.ts';

const processes = 4;
const seconds = 8;

export const parallelCheck: DynamicCheckPlan = {
  check: 'parallel',
  deadlineSeconds: 180,
  async run({subject, trial}): Promise<Run> {
    let done: readonly StepDone[] = [];
    const end = await trial(async (on) => {
      done = await atOnce(on);
    });
    const stopped = cutShort(end);
    if (stopped !== null) return {stopped, findings: end.findings};
    const failed = failedIn(done);
    if (failed !== null) return {stopped: `${failed.step.name}: ${wordsOf(failed.end)}`, findings: end.findings};
    const what = subject.hasAcceptance ? 'accept.sh and the files of the module' : 'the files of the module';
    return {looked: `${what} used by ${processes} processes at once for ${seconds} s`, findings: end.findings};
  },
};

function atOnce(on: Trial): Promise<readonly StepDone[]> {
  return inTurn(on, [
    {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
    {name: 'parallel', script: scripts.acceptAtOnce(processes, seconds), deadlineSeconds: seconds + 60},
    {name: 'unload', script: scripts.unload, deadlineSeconds: 60},
  ]);
}

export const reloadCheck: DynamicCheckPlan = {
  check: 'reload' satisfies DynamicCheck,
  deadlineSeconds: 180,
  async run({trial}): Promise<Run> {
    let done: readonly StepDone[] = [];
    const end = await trial(async (on) => {
      done = await inTurn(on, [
        {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
        {name: 'reload', script: scripts.loadAtOnce(seconds), deadlineSeconds: seconds + 60},
      ]);
    });
    const stopped = cutShort(end);
    if (stopped !== null) return {stopped, findings: end.findings};
    const failed = failedIn(done);
    if (failed !== null) return {stopped: `${failed.step.name}: ${wordsOf(failed.end)}`, findings: end.findings};
    return {
      looked: `loaded, used and unloaded at the same time for ${seconds} s${countsIn(done)}`,
      findings: end.findings,
    };
  },
};

/** What went well of it; the rest was refused by the kernel, which is as it should be. */
function countsIn(done: readonly StepDone[]): string {
  const end = done.find(({step}) => step.name === 'reload')?.end;
  const output = end?.kind === 'ended' && 'output' in end.outcome ? end.outcome.output : '';
  const counts = [...output.matchAll(/^(loads|unloads|uses) (\d+)$/gm)].map(([, what, count]) => `${count} ${what}`);
  return counts.length === 0 ? '' : `: ${counts.join(', ')}`;
}
