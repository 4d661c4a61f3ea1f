// What is pointed to by nothing any more after the module was loaded, used and unloaded: two scans of kmemleak some seconds apart.
import {parseLeaks} from '../../../kernel/kmemleak.ts';
import {crowdWords, parseCrowd} from './crowd-counts.ts';
import {
  cutShort,
  type DynamicCheckPlan,
  failedIn,
  inTurn,
  outputOf,
  type Run,
  type StepDone,
  wordsOf,
} from './dynamic-check.ts';
import {keptAlive, leakFinding, leaksOf} from './leak-findings.ts';
import {parseBases} from './leak-sites.ts';
import * as scripts from './scripts.ts';
import type {Subject} from './subject.ts';
import type {Step} from './trial.ts';

export const leaksCheck: DynamicCheckPlan = {
  check: 'leaks',
  deadlineSeconds: 420,
  onOneCpu: true,
  async run({subject, trial}): Promise<Run> {
    let done: readonly StepDone[] = [];
    const end = await trial(async (on) => {
      done = await inTurn(on, stepsFor(subject));
    });
    const objects = parseLeaks(outputOf(endOf(done, 'scan')));
    const bases = parseBases(outputOf(endOf(done, 'load')));
    const leaks = (await leaksOf(objects, bases, subject)).map((leak) =>
      leakFinding(leak, 'leak on unload', 'after the module was unloaded'),
    );
    const findings = [...end.findings, ...leaks, ...keptAlive(objects, subject.module, lastedSeconds(done))];
    const stopped = cutShort(end);
    if (stopped !== null) return {stopped, findings};
    const failed = failedIn(done);
    if (failed !== null) return {stopped: `${failed.step.name}: ${wordsOf(failed.end)}`, findings};
    const used = `${filesWords(outputOf(endOf(done, 'use')))}${subject.hasAcceptance ? ', accept.sh' : ''}`;
    return {looked: `loaded, ${used}, unloaded; then two scans of kmemleak five seconds apart`, findings};
  },
};

function stepsFor({hasAcceptance}: Subject): readonly Step[] {
  const accept = {name: 'accept', script: scripts.acceptQuietly, deadlineSeconds: 200};
  return [
    {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
    {name: 'use', script: scripts.touchOnce, deadlineSeconds: 30},
    {name: 'unload', script: scripts.unload, deadlineSeconds: 60},
    ...(hasAcceptance ? [accept] : []),
    {name: 'scan', script: scripts.findLeaks, deadlineSeconds: 180},
  ];
}

/** One that has none was only loaded. */
function filesWords(output: string): string {
  const counts = parseCrowd(output);
  const words = crowdWords(counts);
  const often = counts.late + counts.stuck > 0 ? 'used, not all of them in time' : 'used once';
  return words === '' ? 'it has no files to be used' : `its files ${often} (${words})`;
}

function endOf(done: readonly StepDone[], name: string) {
  return done.find(({step}) => step.name === name)?.end;
}

/** From the loading to the list of what is lost. */
function lastedSeconds(done: readonly StepDone[]): number {
  const at = (name: string) => Number(/^uptime (\d+\.\d+)$/m.exec(outputOf(endOf(done, name)))?.[1]);
  return at('scan') - at('load');
}
