// The phases of a target and what leads from one to the next, as a table: what a driver sees is folded in here.
import type {CrashReport} from '../kernel/report.ts';
import type {PstoreRecord, ResetCause, TargetEvent} from './target-events.ts';

export type TargetPhase =
  | {readonly phase: 'off'; readonly why?: string}
  | {readonly phase: 'booting'; readonly sinceMs: number}
  | {readonly phase: 'up'; readonly sinceMs: number}
  | {readonly phase: 'oopsed'; readonly report: CrashReport; readonly sinceMs: number}
  | {readonly phase: 'panicked'; readonly report: CrashReport; readonly sinceMs: number}
  | {readonly phase: 'hung'; readonly sinceMs: number}
  | {readonly phase: 'rebooting'; readonly cause: ResetCause; readonly sinceMs: number}
  | {readonly phase: 'harvesting'; readonly sinceMs: number}
  | {readonly phase: 'unknown'; readonly why: string; readonly sinceMs: number};

/** A crash that a person can look up: what the console said, and what came back afterwards. */
export interface CrashRecord {
  readonly boot: number;
  readonly atMs: number;
  readonly how: 'oopsed' | 'panicked' | 'hung';
  readonly title: string;
  readonly report?: CrashReport;
  readonly registers?: string;
  /** Absent until the target was read after its reboot; empty when nothing was kept. */
  readonly records?: readonly PstoreRecord[];
}

export interface TargetState {
  readonly now: TargetPhase;
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  /** Boots since the session began. */
  readonly boot: number;
  readonly release?: string;
  readonly heartbeatSeconds?: number;
  readonly taint?: string;
  /** Newest last, bounded. */
  readonly crashes: readonly CrashRecord[];
}

export const targetOff: TargetState = {now: {phase: 'off'}, accelerator: 'none', boot: 0, crashes: []};

const crashesKept = 16;

export function reduceTarget(target: TargetState, event: TargetEvent, atMs: number): TargetState {
  switch (event.type) {
    case 'target.poweredOn':
      return {...target, accelerator: event.accelerator, boot: event.boot, now: {phase: 'booting', sinceMs: atMs}};
    case 'target.bootStarted': {
      const {taint: _taint, ...untainted} = target;
      return {...untainted, boot: event.boot, release: event.release, now: {phase: 'booting', sinceMs: atMs}};
    }
    case 'target.cameUp': {
      const {heartbeatSeconds: _old, ...rest} = target;
      const heartbeat = event.heartbeatSeconds === undefined ? {} : {heartbeatSeconds: event.heartbeatSeconds};
      return {...rest, ...heartbeat, boot: event.boot, release: event.release, now: {phase: 'up', sinceMs: atMs}};
    }
    case 'target.oopsed':
      return withReport(target, 'oopsed', event.report, atMs);
    case 'target.panicked':
      return withReport(target, 'panicked', event.report, atMs);
    case 'target.hung':
      return {
        ...withCrash(target, {how: 'hung', title: hangTitle(event.silentSeconds)}, atMs),
        now: {phase: 'hung', sinceMs: atMs},
      };
    case 'target.watchdogFired':
      return watchdogFired(target, event.registers, atMs);
    case 'target.wasReset':
      return {...target, now: {phase: 'rebooting', cause: event.cause, sinceMs: atMs}};
    case 'target.harvestStarted':
      return {...target, now: {phase: 'harvesting', sinceMs: atMs}};
    case 'target.harvested':
      return {...target, crashes: withRecords(target.crashes, event.records)};
    case 'target.poweredOff':
      return {...target, now: {phase: 'off'}};
    case 'target.died':
      return {...target, now: {phase: 'off', why: event.why}};
    case 'target.lost':
      return {...target, now: {phase: 'unknown', why: event.why, sinceMs: atMs}};
    default:
      return event satisfies never;
  }
}

/** True while a run or a command could be given to it. */
export function isUp(target: TargetState): boolean {
  return target.now.phase === 'up';
}

function withReport(target: TargetState, how: 'oopsed' | 'panicked', report: CrashReport, atMs: number): TargetState {
  const taint = report.taint === undefined ? {} : {taint: report.taint};
  return {
    ...withCrash(target, {how, title: report.title, report}, atMs),
    ...taint,
    now: {phase: how, report, sinceMs: atMs},
  };
}

/** A watchdog that fires on a target of which nothing was known to be wrong is how the hang is learnt. */
function watchdogFired(target: TargetState, registers: string, atMs: number): TargetState {
  const {phase} = target.now;
  const isKnown = phase === 'hung' || phase === 'panicked';
  const known: TargetState = isKnown
    ? target
    : {
        ...withCrash(target, {how: 'hung', title: 'hang: the hardware watchdog fired'}, atMs),
        now: {phase: 'hung', sinceMs: atMs},
      };
  const newest = known.crashes.at(-1);
  return newest ? {...known, crashes: [...known.crashes.slice(0, -1), {...newest, registers}]} : known;
}

/** An oops that ends in a panic of the same boot is one crash: the report of the oops is kept, the ending is the panic's. */
function withCrash(
  target: TargetState,
  crash: Pick<CrashRecord, 'how' | 'title' | 'report'>,
  atMs: number,
): TargetState {
  const newest = target.crashes.at(-1);
  const same = newest !== undefined && newest.boot === target.boot && newest.records === undefined;
  const merged: CrashRecord = same ? mergeCrash(newest, crash) : {...crash, boot: target.boot, atMs};
  const before = same ? target.crashes.slice(0, -1) : target.crashes;
  return {...target, crashes: [...before, merged].slice(-crashesKept)};
}

/** A hang stays a hang when the NMI that looked into it ends in a panic; the panic's report says where it hung. */
function mergeCrash(first: CrashRecord, later: Pick<CrashRecord, 'how' | 'report'>): CrashRecord {
  const report = first.report ?? later.report;
  return {...first, how: first.how === 'hung' ? 'hung' : later.how, ...(report === undefined ? {} : {report})};
}

function withRecords(crashes: readonly CrashRecord[], records: readonly PstoreRecord[]): readonly CrashRecord[] {
  const newest = crashes.at(-1);
  if (newest === undefined || newest.records !== undefined) return crashes;
  return [...crashes.slice(0, -1), {...newest, records}];
}

function hangTitle(silentSeconds: number): string {
  return `hang: silent for ${silentSeconds} s`;
}
