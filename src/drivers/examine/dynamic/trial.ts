// One trial of a module: a target that nothing has happened to, the module and its task's files on it, steps one after another until
// the last one or the kernel's end, and what the console said of all that.
import type {CrashReport} from '../../../kernel/report.ts';
import type {ExecOutcome, FileToPush} from '../../../ports.ts';
import {type CaptureReader, openSpan, type Span} from '../../target/capture-span.ts';
import {deliver} from '../../target/deliver.ts';
import {Cancelled, unlessCancelled} from '../../target/run-cancel.ts';
import {type Crash, crashOf, interferenceOf, keptReports} from '../../target/run-crash.ts';
import * as runScripts from '../../target/run-scripts.ts';
import type {RunTarget} from '../../target/task-run.ts';

export interface TrialRequest {
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly module: string;
  readonly koPath: string;
  readonly files: readonly FileToPush[];
  readonly signal: AbortSignal;
}

/** Run in the run's folder; KO is the module's path, NAME what sysfs calls it. */
export interface Step {
  readonly name: string;
  readonly script: string;
  readonly deadlineSeconds: number;
  /** What it means, in words, when it does not end in time. */
  readonly late?: string;
}

/** `gone`: the kernel ended, or will not let go of the step; nothing more can be tried on it. */
export type StepEnd = {readonly kind: 'ended'; readonly outcome: ExecOutcome} | {readonly kind: 'gone'};

export interface Trial {
  run(step: Step): Promise<StepEnd>;
}

export interface TrialEnd {
  readonly reports: readonly CrashReport[];
  /** How the kernel ended, where it did. */
  readonly crash: Crash | null;
  /** All that the console said, or the end of it where it was flooded. */
  readonly console: string;
  /** Nobody waited for its end: its deadline had passed, or it was called off. */
  readonly isCut: boolean;
}

/** The trial could not be made: the machinery's fault, or that of somebody who interfered. */
export class TrialFault extends Error {}

const outputBytesMax = 512 * 1024;
/** A command that no signal ends is told by the kernel's own detectors within this time, or never. */
const stuckMs = 45_000;
const endMarkMs = 10_000;
/** From a report to the panic that follows, and from there to the console's last line. */
const panicMs = 10_000;
const lastWordsMs = 400;
const stepSeconds = 60;
/** As many as reports are looked for in: their lines are counted from the same place. */
const consoleBytesMax = 8 << 20;

/** Rejects with a `TrialFault`, or when the driver itself fails; the target is off afterwards. */
export async function tryOut(request: TrialRequest, steps: (trial: Trial) => Promise<void>): Promise<TrialEnd> {
  const {target, capture, signal} = request;
  const isCalledOff = await makeReady(request).then(() => false, cancelled);
  if (isCalledOff) {
    // What was under way on it goes on beside whatever comes next, unless the target does not.
    await target.powerOff();
    return {reports: [], crash: null, console: '', isCut: true};
  }
  const span = openSpan(capture);
  const mark = target.mark();
  let gone = false;
  const run = async (step: Step): Promise<StepEnd> => {
    if (gone) return {kind: 'gone'};
    const end = await runStep(request, mark, step);
    gone = end.kind === 'gone';
    return end;
  };
  const isCut = await steps({run})
    .then(async () => {
      if (!gone) gone = !(await settled(request, mark, span));
    })
    .then(() => false, cancelled);
  const reports = await reportsOf(target, mark, span);
  const events = target.since(mark);
  const console = await textOf(capture, span.fromByte);
  // The next trial starts from the save in half a second; until then none of the host's memory need be held.
  await target.powerOff();
  const interference = interferenceOf(events);
  if (interference !== null && reports.length === 0 && !signal.aborted) throw new TrialFault(interference);
  return {reports, crash: gone ? (crashOf(events) ?? stuck) : null, console, isCut};
}

const stuck: Crash = {how: 'hung', why: 'a command did not come back, and the kernel did not say why'};

function cancelled(error: unknown): true {
  if (error instanceof Cancelled) return true;
  throw error;
}

async function makeReady({target, module, koPath, files, signal}: TrialRequest): Promise<void> {
  const ready = await unlessCancelled(target.clean('saved'), signal);
  if (ready.kind !== 'up') throw new TrialFault(`the target is ${ready.kind}: ${ready.why}`);
  const script = runScripts.prepareScript(module);
  const prepared = await unlessCancelled(target.exec({script, deadlineSeconds: stepSeconds, outputBytesMax}), signal);
  if (prepared.kind !== 'exited') throw new TrialFault(`the target can't be made ready: ${endOf(prepared)}`);
  const inTheWay = prepared.output.trim();
  if (prepared.code !== 0 || inTheWay !== '') throw new TrialFault(`the target can't be made ready: ${inTheWay}`);
  const undelivered = await unlessCancelled(deliver(target, {module, koPath, files}), signal);
  if (undelivered !== null) throw new TrialFault(undelivered);
}

async function runStep({target, module, signal}: TrialRequest, mark: number, step: Step): Promise<StepEnd> {
  const asked = target.exec({
    script: step.script,
    directory: runScripts.runFolder,
    environment: {KO: runScripts.moduleFile(module), NAME: runScripts.sysfsName(module)},
    deadlineSeconds: step.deadlineSeconds,
    outputBytesMax,
  });
  const outcome = await unlessCancelled(asked, signal);
  const isLost = outcome.kind === 'lost' || outcome.kind === 'notStarted';
  if (isLost) await untilSo(() => target.since(mark).some(({type}) => type !== 'target.cameUp'), stuckMs);
  return isLost || crashOf(target.since(mark)) !== null ? {kind: 'gone'} : {kind: 'ended', outcome};
}

/** Gives what the module left a second to show, and the console the time to say so; false when the kernel ended meanwhile. */
async function settled(request: TrialRequest, mark: number, span: Span): Promise<boolean> {
  const endMark = runScripts.stageMark(`end ${span.fromByte}`);
  const script = runScripts.settleScript(endMark);
  const end = await runStep(request, mark, {name: 'console', script, deadlineSeconds: stepSeconds});
  if (end.kind === 'gone') return false;
  await unlessCancelled(span.until(endMark, endMarkMs), request.signal);
  return crashOf(request.target.since(mark)) === null;
}

/** Of a kernel that ends, its last words are waited for; what it kept in its RAM counts where the console has nothing. */
async function reportsOf(target: RunTarget, mark: number, span: Span): Promise<readonly CrashReport[]> {
  if (crashOf(target.since(mark)) !== null) {
    await untilSo(() => target.since(mark).some(({type}) => endings.has(type)), panicMs);
    await untilSo(() => false, lastWordsMs);
  }
  const said = await span.reports();
  return said.length > 0 ? said : keptReports(target.since(mark));
}

const endings: ReadonlySet<string> = new Set([
  'target.panicked',
  'target.wasReset',
  'target.died',
  'target.bootStarted',
]);
const lookMs = 50;

async function untilSo(isSo: () => boolean, withinMs: number): Promise<void> {
  const untilMs = performance.now() + withinMs;
  while (!isSo() && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, lookMs));
}

async function textOf(capture: CaptureReader, fromByte: number): Promise<string> {
  const toByte = capture.position();
  const bytes = await capture.read(Math.max(fromByte, toByte - consoleBytesMax), toByte);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function endOf(outcome: Exclude<ExecOutcome, {kind: 'exited'}>): string {
  return outcome.kind === 'killed' ? `a command was ended by ${outcome.signal}` : outcome.reason;
}
