// One run of a built module on a clean target: deliver, load, accept, unload, load and unload again and again, and a look at the
// console. What the module did is an outcome, also when it took the target down; then the target is back before it is told.
import type {
  ExecOutcome,
  RunOutcome,
  RunResult,
  RunStage,
  RunStart,
  Target,
  TargetReadiness,
  TaskRunRequest,
} from '../../ports.ts';
import {type CaptureReader, openSpan, type Span} from './capture-span.ts';
import {deliver} from './deliver.ts';
import {isDamaging} from './reports.ts';
import {Cancelled, unlessCancelled} from './run-cancel.ts';
import {blaming, type Crash, crashOf, interferenceOf, keptReports} from './run-crash.ts';
import * as scripts from './run-scripts.ts';
import {endingWords, endMark, judged, stageSeconds, stagesOf} from './run-stages.ts';
import type {TargetWitness} from './witness.ts';

export type {CaptureReader} from './capture-span.ts';

/** A target that can tell what happened to it, and be brought back from a state that no run may start in. */
export interface RunTarget extends Target, TargetWitness {
  /** Resets it because of what a run left there; resolves as `powerOn` does. */
  recover(): Promise<TargetReadiness>;
}

/** Where runs are made, and for whom. */
export interface RunPlace {
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly signal?: AbortSignal;
  /** Hears which stage begins. */
  readonly onStage?: (stage: RunStage) => void;
}

export interface TaskRun extends RunPlace {
  readonly request: TaskRunRequest;
  readonly start: RunStart;
}

const outputBytesMax = 32 * 1024;
const reportsMax = 8;
/** The kernel's own detectors find a command that no signal ends within this time, or they never will. */
const stuckMs = 25_000;
const markMs = 5000;

/** Rejects only when the driver itself fails. */
export async function runTask(run: TaskRun): Promise<RunOutcome> {
  const {target, capture, request} = run;
  const startedMs = performance.now();
  const prepared = await prepare(run).catch(cancelledResult);
  const readyMs = performance.now();
  const span = openSpan(capture);
  const mark = target.mark();
  const undelivered = prepared ?? (await broughtThere(run));
  const deliveredMs = performance.now();
  const result = undelivered ?? (await stages(run, mark, span).catch(cancelledResult));
  const console = await span.reports();
  const reports = console.length > 0 ? console : keptReports(target.since(mark));
  const endedMs = performance.now();
  return {
    result,
    durationMs: Math.round(endedMs - startedMs),
    durations: {
      resetMs: Math.round(readyMs - startedMs),
      deliverMs: Math.round(deliveredMs - readyMs),
      runMs: Math.round(endedMs - deliveredMs),
    },
    capture: {fromByte: span.fromByte, toByte: capture.position()},
    reports: blaming(reports, scripts.sysfsName(request.module)).slice(0, reportsMax),
  };
}

function cancelledResult(error: unknown): RunResult {
  if (error instanceof Cancelled) return fault(error.message);
  throw error;
}

/** Null when the target is clean and a run may start. */
async function prepare({target, request, start, signal}: TaskRun): Promise<RunResult | null> {
  const ready = await unlessCancelled(target.clean(start), signal);
  if (ready.kind !== 'up') return fault(`the target is ${ready.kind}: ${ready.why}`);
  const inTheWay = await unlessCancelled(obstacle(target, request), signal);
  if (inTheWay === null) return null;
  const again = await unlessCancelled(target.recover(), signal);
  if (again.kind !== 'up') return fault(`the target is ${again.kind} after a reset: ${again.why}`);
  const still = await unlessCancelled(obstacle(target, request), signal);
  return still === null ? null : fault(`the target can't be made ready: ${still}`);
}

async function obstacle(target: Target, {module}: TaskRunRequest): Promise<string | null> {
  const outcome = await target.exec({
    script: scripts.prepareScript(module),
    deadlineSeconds: stageSeconds,
    outputBytesMax,
  });
  if (outcome.kind !== 'exited') return endingWords(outcome, stageSeconds);
  return outcome.code === 0 && outcome.output.trim() === '' ? null : outcome.output.trim();
}

async function broughtThere({target, request, signal, onStage}: TaskRun): Promise<RunResult | null> {
  onStage?.('deliver');
  const undelivered = unlessCancelled(deliver(target, request), signal);
  return undelivered.then((why) => (why === null ? null : fault(why)), cancelledResult);
}

async function stages(run: TaskRun, mark: number, span: Span): Promise<RunResult> {
  const {target, request, signal, onStage} = run;
  for (const stage of stagesOf(request, span.fromByte)) {
    onStage?.(stage.stage);
    const asked = target.exec({
      script: stage.script,
      directory: scripts.runFolder,
      environment: {KO: scripts.moduleFile(request.module)},
      deadlineSeconds: stage.deadlineSeconds,
      outputBytesMax,
    });
    const outcome = await unlessCancelled(asked, signal);
    const ended = (await afterwards(run, mark, stage.stage, outcome)) ?? judged(stage, outcome);
    if (ended !== null) {
      if (ended.kind !== 'crashed') await unlessCancelled(tidy(run), signal);
      return ended;
    }
  }
  return lookAtConsole(run, mark, span);
}

/** Whether the stage took the target down. If so it is up again, its records harvested, when this resolves. */
async function afterwards(
  run: TaskRun,
  mark: number,
  stage: RunStage,
  outcome: ExecOutcome,
): Promise<RunResult | null> {
  const {target, signal} = run;
  const isLost = outcome.kind === 'lost' || outcome.kind === 'notStarted';
  if (isLost) await untilTold(run, mark, stuckMs);
  if (!isLost && crashOf(target.since(mark)) === null) return null;
  const readiness = await unlessCancelled(target.settled(), signal);
  const events = target.since(mark);
  const interference = interferenceOf(events);
  if (interference !== null) return fault(interference);
  const crash = crashOf(events);
  if (crash !== null) return crashed(crash, stage);
  if (!isLost) return null;
  if (outcome.kind === 'notStarted') return fault(outcome.reason);
  if (readiness.kind === 'up') await unlessCancelled(target.recover(), signal);
  return crashed({how: 'hung', why: outcome.reason}, stage);
}

/** A command that the target lost is followed by what took it, or by nothing: then it is stuck in the kernel. */
async function untilTold({target, signal}: TaskRun, mark: number, withinMs: number): Promise<void> {
  const untilMs = performance.now() + withinMs;
  const isTold = () => target.since(mark).some(({type}) => type !== 'target.cameUp');
  while (!isTold() && performance.now() < untilMs) {
    await unlessCancelled(new Promise((resolve) => setTimeout(resolve, 100)), signal);
  }
}

function crashed({how, why}: Crash, stage: RunStage): RunResult {
  return {kind: 'crashed', how, stage, why};
}

/** The whole span is read, not only what this driver's own eyes on the console have told so far. */
async function lookAtConsole(run: TaskRun, mark: number, span: Span): Promise<RunResult> {
  const {target, signal} = run;
  if (!(await unlessCancelled(span.until(endMark(span.fromByte), markMs), signal))) {
    const gone = await afterwards(run, mark, 'console', {kind: 'lost', reason: 'the console fell silent', output: ''});
    if (gone !== null) return gone;
  }
  const report = (await span.reports())[0];
  if (report === undefined) return {kind: 'accepted'};
  if (isDamaging(report)) {
    await untilTold(run, mark, stuckMs);
    await unlessCancelled(target.settled(), signal);
    return crashed(crashOf(target.since(mark)) ?? {how: 'oopsed', why: report.title}, 'console');
  }
  return {kind: 'notAccepted', stage: 'console', why: report.title, output: report.lines.join('\n')};
}

async function tidy({target, request}: TaskRun): Promise<void> {
  await target.exec({script: scripts.tidyScript(request.module), deadlineSeconds: stageSeconds, outputBytesMax});
}

function fault(why: string): RunResult {
  return {kind: 'fault', why};
}
