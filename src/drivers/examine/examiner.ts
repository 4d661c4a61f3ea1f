// Runs checks one after another, each held to its deadline, and tells what each came to. Never rejects: whatever kept a check from its end
// is said in its result.
import {
  type CheckFinding,
  type CheckName,
  type CheckResult,
  dynamicChecks,
  type ExamineRequest,
  staticChecks,
} from '../../core/examination.ts';
import {joinFindings} from '../../core/join-findings.ts';
import type {Clock, Examiner} from '../../ports.ts';
import {anchored} from './anchors.ts';
import {type FoundSoFar, type Looked, type ModuleCheck, notRun} from './module-check.ts';

export interface ExaminerOptions {
  readonly checks: readonly ModuleCheck[];
  /** In words, of a check that is not among them: what it lacks, and how to get that. */
  whyNot(check: CheckName): string;
  readonly clock: Clock;
}

/** How long a check that was told to end may take to tell what it has found. */
const graceMs = 15_000;

export function createExaminer({checks, whyNot, clock}: ExaminerOptions): Examiner {
  return {
    async examine(request, told, signal) {
      const results: CheckResult[] = [];
      for (const name of inOrder(request.checks)) {
        const check = checks.find((one) => one.check === name);
        const result = await resultOf(name, clock, async () => {
          if (check === undefined) return notRun('nothing', whyNot(name));
          if (signal.aborted) return notRun('nothing', 'the examination was called off before its turn');
          return anchored(await withinDeadline(check, request, signal, clock), request.sourceFolder);
        });
        results.push(result);
        told(result);
      }
      return joinFindings(results);
    },
  };
}

/** What costs least comes first, whatever the order in which they were asked for. */
function inOrder(wanted: readonly CheckName[]): readonly CheckName[] {
  return [...staticChecks, ...dynamicChecks].filter((name) => wanted.includes(name));
}

async function resultOf(check: CheckName, clock: Clock, look: () => Promise<Looked>): Promise<CheckResult> {
  const beganMs = clock.nowMs();
  const looked = await look();
  return {check, ...looked, durationMs: Math.max(0, Math.round(clock.nowMs() - beganMs))};
}

async function withinDeadline(
  check: ModuleCheck,
  request: ExamineRequest,
  called: AbortSignal,
  clock: Clock,
): Promise<Looked> {
  const controller = new AbortController();
  const {promise: over, resolve: giveUp} = Promise.withResolvers<Looked>();
  let stopped: string | null = null;
  let found: readonly CheckFinding[] = [];
  const soFar: FoundSoFar = (findings) => {
    found = findings;
  };
  let cancelGrace = (): void => {};
  const stop = (why: string): void => {
    if (stopped !== null) return;
    stopped = why;
    controller.abort();
    cancelGrace = clock.after(graceMs, () =>
      giveUp({by: check.check, ...stoppedBy('it did not end when it was told to'), findings: found}),
    );
  };
  const cancelDeadline = clock.after(check.deadlineSeconds * 1000, () =>
    stop(`it had not ended after ${check.deadlineSeconds} s`),
  );
  const callOff = (): void => stop('it was called off');
  called.addEventListener('abort', callOff, {once: true});
  try {
    const looked = await Promise.race([runOf(check, request, controller.signal, soFar), over]);
    return stopped === null ? looked : {...looked, end: endOf(looked, stopped)};
  } finally {
    cancelDeadline();
    cancelGrace();
    called.removeEventListener('abort', callOff);
  }
}

/** One that came to its end all the same is believed; one that says how far it came is heard. */
function endOf({end}: Looked, why: string): Looked['end'] {
  if (end.kind === 'finished') return end;
  return {kind: 'stopped', why: end.why === '' ? why : `${why}; ${end.why}`};
}

async function runOf(
  check: ModuleCheck,
  request: ExamineRequest,
  signal: AbortSignal,
  soFar: FoundSoFar,
): Promise<Looked> {
  try {
    return await check.run(request, signal, soFar);
  } catch (error) {
    return {by: check.check, ...stoppedBy(error instanceof Error ? error.message : String(error))};
  }
}

function stoppedBy(why: string): Omit<Looked, 'by'> {
  return {end: {kind: 'stopped', why}, findings: []};
}
