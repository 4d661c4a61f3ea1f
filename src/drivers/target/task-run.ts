// One run of a built module on the target: deliver, load, accept, unload, load and unload again and again, and a look at the
// console. What the module did is an outcome, also when it took the target down; then the target is back before it is told.
import type {
  ExecOutcome,
  RunOutcome,
  RunResult,
  RunStage,
  Target,
  TargetReadiness,
  TaskRunRequest,
} from '../../ports.ts';
import {buildIdOfNote} from './build-id.ts';
import {type CaptureReader, reportsIn, untilMark} from './capture-span.ts';
import {deliver} from './deliver.ts';
import {isDamaging} from './reports.ts';
import {blaming, type Crash, crashOf, interferenceOf, keptReports} from './run-crash.ts';
import * as scripts from './run-scripts.ts';
import type {TargetWitness} from './witness.ts';

export type {CaptureReader} from './capture-span.ts';

/** A target that can tell what happened to it, and be brought back from a state that no run may start in. */
export interface RunTarget extends Target, TargetWitness {
  /** Resets it because of what a run left there; resolves as `powerOn` does. */
  recover(): Promise<TargetReadiness>;
}

export interface TaskRun {
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly request: TaskRunRequest;
  readonly signal?: AbortSignal;
}

const stageSeconds = 60;
const outputBytesMax = 32 * 1024;
const outputCharsShown = 4000;
const reportsMax = 8;
/** The kernel's own detectors find a command that no signal ends within this time, or they never will. */
const stuckMs = 25_000;
const markMs = 5000;

/** Rejects only when the driver itself fails. */
export async function runTask(run: TaskRun): Promise<RunOutcome> {
  const {target, capture, request} = run;
  const startedMs = performance.now();
  const prepared = await prepare(run);
  const fromByte = capture.position();
  const mark = target.mark();
  const result = prepared ?? (await stages(run, mark, fromByte));
  const console = await reportsIn(capture, fromByte);
  const reports = console.length > 0 ? console : keptReports(target.since(mark));
  return {
    result,
    durationMs: Math.round(performance.now() - startedMs),
    capture: {fromByte, toByte: capture.position()},
    reports: blaming(reports, scripts.sysfsName(request.module)).slice(0, reportsMax),
  };
}

/** A target that an earlier run left unfit is reset first. Null when a run may start. */
async function prepare({target, request}: TaskRun): Promise<RunResult | null> {
  const ready = await target.settled();
  if (ready.kind !== 'up') return fault(`the target is ${ready.kind}: ${ready.why}`);
  const inTheWay = await obstacle(target, request);
  if (inTheWay === null) return null;
  const again = await target.recover();
  if (again.kind !== 'up') return fault(`the target is ${again.kind} after a reset: ${again.why}`);
  const still = await obstacle(target, request);
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

async function stages(run: TaskRun, mark: number, fromByte: number): Promise<RunResult> {
  const {target, request, signal} = run;
  const undelivered = await deliver(target, request);
  if (undelivered !== null) return fault(undelivered);
  for (const stage of stagesOf(request, fromByte)) {
    if (signal?.aborted) return fault('the run was cancelled');
    const outcome = await target.exec({
      script: stage.script,
      directory: scripts.runFolder,
      environment: {KO: scripts.moduleFile(request.module)},
      deadlineSeconds: stage.deadlineSeconds,
      outputBytesMax,
    });
    const ended = (await afterwards(run, mark, stage.stage, outcome)) ?? judged(stage, outcome);
    if (ended !== null) {
      if (ended.kind !== 'crashed') await tidy(run);
      return ended;
    }
  }
  return lookAtConsole(run, mark, fromByte);
}

interface Stage {
  readonly stage: RunStage;
  readonly script: string;
  readonly deadlineSeconds: number;
  /** Looks at what a stage that ended well has printed. */
  readonly check?: (output: string) => RunResult | null;
}

function stagesOf(request: TaskRunRequest, fromByte: number): readonly Stage[] {
  const {module, buildId, acceptance, acceptDeadlineSeconds, loadCycles} = request;
  const deadlineSeconds = stageSeconds;
  const accept: readonly Stage[] = [
    {stage: 'accept', script: scripts.acceptScript(), deadlineSeconds: acceptDeadlineSeconds},
    {stage: 'unload', script: scripts.goneScript(module), deadlineSeconds},
  ];
  return [
    {
      stage: 'load',
      script: scripts.loadScript(module),
      deadlineSeconds,
      check: (output) => sameModule(output, buildId),
    },
    {stage: 'unload', script: scripts.unloadScript(module), deadlineSeconds},
    ...(acceptance === 'accept' ? accept : []),
    {
      stage: 'cycle',
      script: scripts.cycleScript(module, loadCycles),
      deadlineSeconds: deadlineSeconds + 2 * loadCycles,
    },
    {stage: 'console', script: scripts.settleScript(endMark(fromByte)), deadlineSeconds},
  ];
}

function endMark(fromByte: number): string {
  return scripts.stageMark(`end ${fromByte}`);
}

/** Nothing that is seen is believed of a module that is not the one which was built. */
function sameModule(note: string, buildId: string): RunResult | null {
  const loaded = buildIdOfNote(Buffer.from(note, 'base64'));
  if (loaded === buildId) return null;
  return fault(`the module on the target has build id ${loaded ?? 'none'}, the one that was built has ${buildId}`);
}

/** Null when the stage did what it should. */
function judged({stage, deadlineSeconds, check}: Stage, outcome: ExecOutcome): RunResult | null {
  if (outcome.kind === 'exited' && outcome.code === 0) return check?.(outcome.output) ?? null;
  if (outcome.kind === 'notStarted') return fault(outcome.reason);
  const output = outcome.output.slice(-outputCharsShown);
  const why = outcome.kind === 'exited' ? lastLine(outcome.output, stage, outcome.code) : null;
  return {kind: 'notAccepted', stage, why: why ?? endingWords(outcome, deadlineSeconds), output};
}

/** For insmod the first line is its own, and the kernel's log follows. */
function lastLine(output: string, stage: RunStage, code: number): string {
  const lines = output.split('\n').map((line) => line.trim());
  const said = stage === 'load' ? lines.find((line) => line !== '') : lines.findLast((line) => line !== '');
  return said ?? `it ended with status ${code}`;
}

/** Whether the stage took the target down. If so it is up again, its records harvested, when this resolves. */
async function afterwards(
  {target}: TaskRun,
  mark: number,
  stage: RunStage,
  outcome: ExecOutcome,
): Promise<RunResult | null> {
  const isLost = outcome.kind === 'lost' || outcome.kind === 'notStarted';
  if (isLost) await untilTold(target, mark, stuckMs);
  if (!isLost && crashOf(target.since(mark)) === null) return null;
  const readiness = await target.settled();
  const events = target.since(mark);
  const interference = interferenceOf(events);
  if (interference !== null) return fault(interference);
  const crash = crashOf(events);
  if (crash !== null) return crashed(crash, stage);
  if (!isLost) return null;
  if (outcome.kind === 'notStarted') return fault(outcome.reason);
  if (readiness.kind === 'up') await target.recover();
  return crashed({how: 'hung', why: outcome.reason}, stage);
}

/** A command that the target lost is followed by what took it, or by nothing: then it is stuck in the kernel. */
async function untilTold(target: RunTarget, mark: number, withinMs: number): Promise<void> {
  const untilMs = performance.now() + withinMs;
  const isTold = () => target.since(mark).some(({type}) => type !== 'target.cameUp');
  while (!isTold() && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 100));
}

function crashed({how, why}: Crash, stage: RunStage): RunResult {
  return {kind: 'crashed', how, stage, why};
}

/** The whole span is read, not only what this driver's own eyes on the console have told so far. */
async function lookAtConsole(run: TaskRun, mark: number, fromByte: number): Promise<RunResult> {
  const {target, capture} = run;
  if (!(await untilMark(capture, fromByte, endMark(fromByte), markMs))) {
    const gone = await afterwards(run, mark, 'console', {kind: 'lost', reason: 'the console fell silent', output: ''});
    if (gone !== null) return gone;
  }
  const report = (await reportsIn(capture, fromByte))[0];
  if (report === undefined) return {kind: 'accepted'};
  if (isDamaging(report)) {
    await untilTold(target, mark, stuckMs);
    await target.settled();
    return crashed(crashOf(target.since(mark)) ?? {how: 'oopsed', why: report.title}, 'console');
  }
  return {kind: 'notAccepted', stage: 'console', why: report.title, output: report.lines.join('\n')};
}

async function tidy({target, request}: TaskRun): Promise<void> {
  await target.exec({script: scripts.tidyScript(request.module), deadlineSeconds: stageSeconds, outputBytesMax});
}

function endingWords(outcome: ExecOutcome, deadlineSeconds: number): string {
  switch (outcome.kind) {
    case 'exited':
      return `it ended with status ${outcome.code}`;
    case 'killed':
      return outcome.why === 'timeout'
        ? `it did not end within ${deadlineSeconds} s`
        : `it was ended by ${outcome.signal}`;
    case 'notStarted':
    case 'lost':
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}

function fault(why: string): RunResult {
  return {kind: 'fault', why};
}
