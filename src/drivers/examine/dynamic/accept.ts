// The acceptance, on a kernel that notices. What the kernel has to say of it counts, whether the module can be let go of afterwards, and that it
// fails where the module loads: what memory holds differs from kernel to kernel, and a module that reads what nobody set may go well on one.
import type {CheckFinding} from '../../../core/examination.ts';
import {joinedByCause} from '../../../core/one-cause.ts';
import {marked} from '../../target/run-scripts.ts';
import {needsOf} from './acceptance-needs.ts';
import {
  type Bench,
  cutShort,
  type DynamicCheckPlan,
  failedIn,
  inTurn,
  isWell,
  outputOf,
  type Run,
  type Tried,
  wordsOf,
} from './dynamic-check.ts';
import {bounded} from './findings.ts';
import {stays} from './load.ts';
import * as scripts from './scripts.ts';
import type {Step, StepEnd} from './trial.ts';

/** An emulated KASAN kernel takes three to five times as long as another. */
const acceptSeconds = 300;
const accept: Step = {name: 'accept', script: marked('accept', 'sh ./accept.sh'), deadlineSeconds: acceptSeconds};
const letGo: Step = {name: 'unload', script: scripts.letGo, deadlineSeconds: 60};
const load: Step = {name: 'load', script: scripts.load, deadlineSeconds: 60};
const unload: Step = {name: 'unload', script: scripts.unload, deadlineSeconds: 60};

export const acceptCheck: DynamicCheckPlan = {
  check: 'accept',
  deadlineSeconds: 420,
  async run(bench): Promise<Run> {
    if (!bench.subject.hasAcceptance)
      return {notRun: 'no more is asked of it than to load and unload: there is no accept.sh to be run', findings: []};
    const once = await acceptOnce(bench);
    const {findings} = once;
    const stopped = cutShort(once);
    if (stopped !== null) return {stopped, findings};
    if (once.accept?.kind === 'ended' && isWell(once.accept.outcome)) {
      return {looked: 'accept.sh, once, to its end', findings};
    }
    const why = once.accept === undefined ? 'it was not begun' : wordsOf(once.accept);
    const refusal = isRefusal(once.accept) && findings.length === 0 ? await refusedAgain(bench, why) : [];
    return {stopped: `accept.sh did not come to its end on this kernel: ${why}`, findings: [...findings, ...refusal]};
  },
};

async function acceptOnce({subject, trial}: Bench): Promise<Tried & {readonly accept: StepEnd | undefined}> {
  let accepted: StepEnd | undefined;
  let left: StepEnd | undefined;
  const end = await trial(async (on) => {
    accepted = await on.run(accept);
    left = await on.run(letGo);
  });
  // What was ended at its deadline may have left behind whoever still uses the module.
  const isStuck = isOver(accepted) && left?.kind === 'ended' && !isWell(left.outcome);
  const findings = isStuck ? joinedByCause([...end.findings, stays(subject.module, outputOf(left))]) : end.findings;
  return {...end, findings, accept: accepted};
}

/** By itself, whatever came of it. */
const isOver = (end: StepEnd | undefined): boolean => end?.kind === 'ended' && end.outcome.kind === 'exited';

const isRefusal = (end: StepEnd | undefined): boolean => isOver(end) && end?.kind === 'ended' && !isWell(end.outcome);

/** On another target: only a module that loads there can be held to its acceptance, and only words that come again are believed. */
async function refusedAgain({trial, place}: Bench, why: string): Promise<readonly CheckFinding[]> {
  let again: StepEnd | undefined;
  const end = await trial(async (on) => {
    if (failedIn(await inTurn(on, [load, unload])) === null) again = await on.run(accept);
  });
  if (cutShort(end) !== null || !isRefusal(again) || again === undefined) return end.findings;
  const needs = needsOf(place.acceptanceTexts ?? []);
  const isAlike = unnumbered(wordsOf(again)) === unnumbered(why);
  const doubt = needs ?? (isAlike ? null : 'the second time it failed in another way');
  return [...end.findings, refused(why, doubt, outputOf(again))];
}

function refused(why: string, doubt: string | null, output: string): CheckFinding {
  return {
    ...{class: 'acceptance', severity: doubt === null ? 'major' : 'minor'},
    claim: `accept.sh fails on this kernel, twice, although the module loads: ${why}${doubt === null ? '' : ` (but ${doubt})`}.`,
    evidence: bounded(output.trimEnd().split('\n')),
  };
}

function unnumbered(words: string): string {
  return words.replaceAll(/\d+/g, '#').replaceAll(/[^\x20-\x7e]+/g, '#');
}
