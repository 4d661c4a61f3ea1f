// The acceptance, on a kernel that notices. Whether it is accepted is for the run on the target's own kernel: here only what the kernel has
// to say of it counts, and whether the module can be let go of afterwards.
import {joinedByCause} from '../../../core/one-cause.ts';
import {marked} from '../../target/run-scripts.ts';
import {cutShort, type DynamicCheckPlan, isWell, outputOf, type Run, wordsOf} from './dynamic-check.ts';
import {stays} from './load.ts';
import * as scripts from './scripts.ts';
import type {StepEnd} from './trial.ts';

/** An emulated KASAN kernel takes three to five times as long as another. */
const acceptSeconds = 300;

export const acceptCheck: DynamicCheckPlan = {
  check: 'accept',
  deadlineSeconds: 420,
  async run({subject, trial}): Promise<Run> {
    if (!subject.hasAcceptance) return {notRun: 'there is no accept.sh to be run', findings: []};
    let accept: StepEnd | undefined;
    let left: StepEnd | undefined;
    const end = await trial(async (on) => {
      const script = marked('accept', 'sh ./accept.sh');
      accept = await on.run({name: 'accept', script, deadlineSeconds: acceptSeconds});
      left = await on.run({name: 'unload', script: scripts.letGo, deadlineSeconds: 60});
    });
    const stopped = cutShort(end);
    if (stopped !== null) return {stopped, findings: end.findings};
    const isStuck = left?.kind === 'ended' && !isWell(left.outcome);
    const findings = isStuck ? joinedByCause([...end.findings, stays(subject.module, outputOf(left))]) : end.findings;
    if (accept?.kind === 'ended' && isWell(accept.outcome)) return {looked: 'accept.sh, once, to its end', findings};
    const why = accept === undefined ? 'it was not begun' : wordsOf(accept);
    return {stopped: `accept.sh did not come to its end on this kernel: ${why}`, findings};
  },
};
