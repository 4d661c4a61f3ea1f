// Loaded and unloaded, again and again, on a kernel that notices what is done to memory, locks and objects meanwhile.
import type {CheckFinding} from '../../../core/examination.ts';
import {joinedByCause} from '../../../core/one-cause.ts';
import {buildIdOfNote} from '../../target/build-id.ts';
import * as runScripts from '../../target/run-scripts.ts';
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
import type {Subject} from './subject.ts';

const cycles = 10;
const stepSeconds = 90;

export const loadCheck: DynamicCheckPlan = {
  check: 'load',
  deadlineSeconds: 240,
  async run({subject, trial}) {
    let done: readonly StepDone[] = [];
    const end = await trial(async (on) => {
      done = await inTurn(on, stepsFor(subject.module));
    });
    const foreign = otherBuild(done[0], subject);
    if (foreign !== null) return {stopped: foreign, findings: []};
    const stopped = cutShort(end);
    if (stopped !== null) return {stopped, findings: end.findings};
    const ending = endingOf(failedIn(done), subject);
    return {...ending, findings: joinedByCause([...end.findings, ...ending.findings])};
  },
};

function stepsFor(module: string) {
  return [
    {name: 'load', script: runScripts.loadScript(module), deadlineSeconds: stepSeconds},
    {name: 'unload', script: runScripts.unloadScript(module), deadlineSeconds: stepSeconds},
    {name: 'cycle', script: runScripts.cycleScript(module, cycles), deadlineSeconds: stepSeconds},
  ];
}

/** Nothing that is seen is believed of a module that is not the one which was built. */
function otherBuild(load: StepDone | undefined, {buildId}: Subject): string | null {
  if (load === undefined || failedIn([load]) !== null) return null;
  const loaded = buildIdOfNote(Buffer.from(outputOf(load.end), 'base64'));
  if (loaded === buildId) return null;
  return `the module on the target has build id ${loaded ?? 'none'}, the one that was built has ${buildId}`;
}

function endingOf(failed: StepDone | null, {module}: Subject): Run {
  if (failed === null) return {looked: `loaded and unloaded ${cycles + 1} times`, findings: []};
  const why = wordsOf(failed.end);
  const output = outputOf(failed.end);
  switch (failed.step.name) {
    case 'unload':
      return {stopped: `it does not unload: ${why}`, findings: [stays(module, output)]};
    case 'cycle':
      return {stopped: `it was not loaded ${cycles} times: ${why}`, findings: [notAgain(module, output)]};
    default:
      // This kernel may lack what it needs; whether it loads where it should is for the run on the target's own kernel.
      return {stopped: `it does not load on this kernel: ${why}`, findings: []};
  }
}

export function stays(module: string, evidence: string): CheckFinding {
  return {
    ...{class: 'reference not put', severity: 'major'},
    claim: `${module} can't be unloaded although nobody uses it any more.`,
    evidence,
  };
}

function notAgain(module: string, evidence: string): CheckFinding {
  return {
    ...{class: 'leak on unload', severity: 'major'},
    claim: `${module} does not load again after it was unloaded: something of it is still there.`,
    evidence,
  };
}
