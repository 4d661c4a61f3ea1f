// What all dynamic checks have in common: a subject, trials on a clean target, and a result that says what was run, or how far it came.
import type {CheckFinding, DynamicCheck, ExamineRequest} from '../../../core/examination.ts';
import type {ExecOutcome, FileToPush} from '../../../ports.ts';
import {type FoundSoFar, type Looked, type ModuleCheck, notRun} from '../module-check.ts';
import {findingOf, findingsOf, isCausedBy, type Told} from './findings.ts';
import {endsLockdep, withoutLockdep} from './lockdep-end.ts';
import {type DynamicPlace, kernelWords} from './place.ts';
import type {Prepared, Subject} from './subject.ts';
import type {Step, StepEnd, Trial, TrialEnd} from './trial.ts';
import type {Trials} from './trials.ts';

/** What a check has at hand. */
export interface Bench {
  readonly place: DynamicPlace;
  readonly subject: Subject;
  /** Whose sources they are, as the builder wants to know. */
  readonly whose: Pick<ExamineRequest, 'whose'>;
  readonly signal: AbortSignal;
  /** One life of the target, with more files on it than the subject's where a check brings some. */
  trial(steps: (trial: Trial) => Promise<void>, more?: readonly FileToPush[]): Promise<Tried>;
}

/** The findings are those of what the kernel reported. */
export interface Tried extends TrialEnd, Told {}

/** `looked`: what was run; `stopped`: why it was not run to its end. What was found by then counts. */
export type Run = {readonly findings: readonly CheckFinding[]} & (
  | {readonly looked: string}
  | {readonly stopped: string}
  | {readonly notRun: string}
);

export interface DynamicCheckPlan {
  readonly check: DynamicCheck;
  readonly deadlineSeconds: number;
  /** Nothing in it happens at once. */
  readonly onOneCpu?: true;
  run(bench: Bench): Promise<Run>;
}

export function dynamicCheck(
  place: DynamicPlace,
  trials: Trials,
  subjectOf: (request: ExamineRequest, signal: AbortSignal) => Promise<Prepared>,
  {check, deadlineSeconds, run}: DynamicCheckPlan,
): ModuleCheck {
  const by = kernelWords(place.kernel);
  const {console} = trials;
  return {
    check,
    deadlineSeconds,
    async run(request, signal, soFar): Promise<Looked> {
      const subject = await subjectOf(request, signal);
      if ('refused' in subject) return notRun(by, subject.refused);
      const seen: CheckFinding[] = [];
      const tell = (findings: readonly CheckFinding[]): void => soFar?.([...seen, ...findings]);
      let isLockdepOff = false;
      const trial: Bench['trial'] = async (steps, more = []) => {
        const tried = await trialOf(trials, {...subject, files: [...subject.files, ...more]}, signal, steps, tell);
        isLockdepOff ||= endsLockdep(tried.reports);
        seen.push(...tried.findings);
        tell([]);
        return tried;
      };
      const whose = request.whose === undefined ? {} : {whose: request.whose};
      const done = await run({place, subject, whose, signal, trial});
      const {findings} = done;
      if ('notRun' in done && findings.length === 0) return notRun(by, done.notRun);
      if ('notRun' in done) return {by, end: {kind: 'stopped', why: done.notRun}, findings, console};
      if ('stopped' in done) return {by, end: {kind: 'stopped', why: done.stopped}, findings, console};
      const end = isLockdepOff ? withoutLockdep(done.looked) : ({kind: 'finished', looked: done.looked} as const);
      return {by, end, findings, console};
    },
  };
}

async function trialOf(
  trials: Trials,
  {module, koPath, files, sourceFolder}: Subject,
  signal: AbortSignal,
  steps: (trial: Trial) => Promise<void>,
  tell: FoundSoFar,
): Promise<Tried> {
  const end = await trials.tryOut({module, koPath, files, signal}, steps);
  // Where in the source it was takes a busy host its time to find out.
  tell(end.reports.filter((report) => isCausedBy(report, module)).map((report) => findingOf(report)));
  return {...end, ...(await findingsOf(end.reports, {module, koPath, sourceFolder}))};
}

export interface StepDone {
  readonly step: Step;
  readonly end: StepEnd;
}

/** Of steps that stand on each other: the first that does not go well is the last. */
export async function inTurn(trial: Trial, steps: readonly Step[]): Promise<readonly StepDone[]> {
  const done: StepDone[] = [];
  for (const step of steps) {
    const end = await trial.run(step);
    done.push({step, end});
    if (end.kind === 'gone' || !isWell(end.outcome)) break;
  }
  return done;
}

/** The last of them, where it did not go well. */
export function failedIn(done: readonly StepDone[]): StepDone | null {
  const last = done.at(-1);
  if (last === undefined || (last.end.kind === 'ended' && isWell(last.end.outcome))) return null;
  return last;
}

export function isWell(outcome: ExecOutcome): boolean {
  return outcome.kind === 'exited' && outcome.code === 0;
}

/** What a step that did not go well said at its end, and how it ended. */
export function wordsOf(end: StepEnd): string {
  if (end.kind === 'gone') return 'the kernel ended';
  const {outcome} = end;
  switch (outcome.kind) {
    case 'exited':
      return lastLine(outcome.output) ?? `it ended with status ${outcome.code}`;
    case 'killed':
      return outcome.why === 'timeout' ? 'it did not end in time' : `it was ended by ${outcome.signal}`;
    case 'notStarted':
    case 'lost':
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}

/** What a step printed, as far as that came. */
export function outputOf(end: StepEnd | undefined): string {
  return end?.kind === 'ended' && 'output' in end.outcome ? end.outcome.output : '';
}

function lastLine(output: string): string | undefined {
  return output
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}

/** Why a check stopped that was told to: whoever told it says that, be it the deadline or a person (examiner.ts). */
export const toldToEnd = '';

/** Why a trial that ended early shows less than was asked for; null where it ran to its end. */
export function cutShort({isCut, crash, findings, untold}: Tried): string | null {
  if (isCut) return toldToEnd;
  if (untold > 0) return `the kernel reported more than is looked at: ${untold} reports are left out`;
  if (crash === null) return null;
  return findings.length === 0
    ? `the kernel ended: ${crash.why}`
    : `the kernel ended with what was found: ${crash.why}`;
}
