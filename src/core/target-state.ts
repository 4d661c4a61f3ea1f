// The phases of a target and what leads from one to the next, as a table: what a driver sees is folded in here.
import type {CrashReport} from '../kernel/report.ts';
import type {ComingUp, PstoreRecord, ResetCause, Rung, TargetEvent} from './target-events.ts';
import {type Evidence, evidenceOf, withEvidence} from './target-evidence.ts';

export type TargetPhase =
  | {readonly phase: 'off'; readonly why?: string}
  | {readonly phase: 'booting'; readonly sinceMs: number}
  | {readonly phase: 'restoring'; readonly sinceMs: number}
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
  /** Of a hang: what the console said last. */
  readonly lastLines?: readonly string[];
  /** Absent until the target was read after its reboot; empty when nothing was kept. */
  readonly records?: readonly PstoreRecord[];
  /** What is known of it, and which rung of the recovery gave it; bounded. */
  readonly evidence?: readonly Evidence[];
}

/** The rung of the recovery that is waited for. */
export interface RungUnderWay {
  readonly rung: Rung;
  readonly untilMs: number;
}

export interface TargetState {
  readonly now: TargetPhase;
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  /** The number of the newest boot: one run of the kernel, whether it began at its first line or from a saved state. */
  readonly boot: number;
  readonly origin: 'boot' | 'save';
  /** How many of each there were since the session began. */
  readonly boots: number;
  readonly restores: number;
  readonly release?: string;
  /** Since when it is coming up, and how long that took the last time; absent where that is not known. */
  readonly comingUp?: {readonly sinceMs: number; readonly usualMs: number};
  readonly heartbeatSeconds?: number;
  readonly taint?: string;
  /** Absent while nothing is wrong. */
  readonly rung?: RungUnderWay;
  /** Why the line of its console is gone; absent while it is there. */
  readonly lineLost?: string;
  /** Newest last, bounded. */
  readonly crashes: readonly CrashRecord[];
}

export const targetOff: TargetState = {
  now: {phase: 'off'},
  accelerator: 'none',
  boot: 0,
  origin: 'boot',
  boots: 0,
  restores: 0,
  crashes: [],
};

const crashesKept = 16;

export function reduceTarget(target: TargetState, event: TargetEvent, atMs: number): TargetState {
  const gives = evidenceOf(event, target.rung?.rung);
  const next = fold(target, event, atMs);
  return gives === null ? next : {...next, crashes: withEvidence(next.crashes, target.boot, gives)};
}

function fold(target: TargetState, event: TargetEvent, atMs: number): TargetState {
  switch (event.type) {
    case 'target.poweredOn':
      return {...booting(expecting(target, event, atMs), event.boot, atMs), accelerator: event.accelerator};
    case 'target.bootStarted':
      return {...booting(expecting(target, event, atMs), event.boot, atMs), release: event.release};
    case 'target.restored': {
      const restored = untainted(calm(expecting(target, event, atMs)));
      const {boot, accelerator} = event;
      const restores = target.restores + 1;
      return {...restored, accelerator, boot, origin: 'save', restores, now: {phase: 'restoring', sinceMs: atMs}};
    }
    case 'target.cameUp': {
      const {heartbeatSeconds: _old, comingUp: _over, ...rest} = calm(target);
      const heartbeat = event.heartbeatSeconds === undefined ? {} : {heartbeatSeconds: event.heartbeatSeconds};
      return {...rest, ...heartbeat, boot: event.boot, release: event.release, now: {phase: 'up', sinceMs: atMs}};
    }
    case 'target.oopsed':
      return withReport(target, 'oopsed', event.report, atMs);
    case 'target.panicked':
      return withReport(target, 'panicked', event.report, atMs);
    case 'target.hung':
      return {
        ...withCrash(target, {how: 'hung', title: hangTitle(event.silentSeconds), lastLines: event.lastLines}, atMs),
        now: {phase: 'hung', sinceMs: atMs},
      };
    case 'target.watchdogFired':
      return watchdogFired(target, event.registers, atMs);
    case 'target.rungTaken':
      return {...target, rung: {rung: event.rung, untilMs: atMs + 1000 * event.withinSeconds}};
    case 'target.evidenceTaken':
      return evidenceTaken(target, event);
    case 'target.wasReset':
      return {...calm(target), now: {phase: 'rebooting', cause: event.cause, sinceMs: atMs}};
    case 'target.resetExplained':
      return explained(target, event.boot, atMs);
    case 'target.harvestStarted':
      return {...target, now: {phase: 'harvesting', sinceMs: atMs}};
    case 'target.harvested':
      return {...target, crashes: withRecords(target.crashes, event.records)};
    case 'target.stateSaved':
    case 'target.saveFailed':
    case 'target.notReset':
      return target;
    case 'target.lineLost':
      return {...target, lineLost: event.why};
    case 'target.lineBack': {
      const {lineLost: _gone, ...rest} = target;
      return rest;
    }
    case 'target.poweredOff':
      return {...calm(target), now: {phase: 'off'}};
    case 'target.died':
      return {...calm(target), now: {phase: 'off', why: event.why}};
    case 'target.lost':
      return {...calm(target), now: {phase: 'unknown', why: event.why, sinceMs: atMs}};
    default:
      return event satisfies never;
  }
}

/** A kernel's first line says nothing new of a boot that was switched on. */
function expecting(
  target: TargetState,
  {usualMs, boot}: ComingUp & {readonly boot: number},
  atMs: number,
): TargetState {
  if (usualMs !== undefined) return {...target, comingUp: {sinceMs: atMs, usualMs}};
  if (boot === target.boot) return target;
  const {comingUp: _old, ...rest} = target;
  return rest;
}

/** A boot is told by who switched it on and by its kernel's first line: it is one. */
function booting(target: TargetState, boot: number, atMs: number): TargetState {
  const boots = boot === target.boot ? target.boots : target.boots + 1;
  return {...untainted(calm(target)), boot, origin: 'boot', boots, now: {phase: 'booting', sinceMs: atMs}};
}

function untainted(target: TargetState): TargetState {
  const {taint: _taint, ...rest} = target;
  return rest;
}

/** No rung is waited for any more. */
function calm(target: TargetState): TargetState {
  const {rung: _rung, ...rest} = target;
  return rest;
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
  crash: Pick<CrashRecord, 'how' | 'title' | 'report' | 'lastLines'>,
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

/** Registers go to the crash that they were taken in, and RAM's records where pstore could not be asked. */
function evidenceTaken(target: TargetState, event: Extract<TargetEvent, {type: 'target.evidenceTaken'}>): TargetState {
  const crashes = target.crashes.map((crash) => {
    if (crash.boot !== event.boot) return crash;
    const registers = event.what === 'registers' && event.text !== undefined ? {registers: event.text} : {};
    const records = event.records !== undefined && crash.records === undefined ? {records: event.records} : {};
    return {...crash, ...registers, ...records};
  });
  return {...target, crashes};
}

/** A boot that ended without a word and was the watchdog's to end has hung, also when nobody saw it. */
function explained(target: TargetState, boot: number, atMs: number): TargetState {
  if (target.crashes.some((crash) => crash.boot === boot)) return target;
  const crash: CrashRecord = {boot, atMs, how: 'hung', title: 'hang: the hardware watchdog rebooted it'};
  return {...target, crashes: [...target.crashes, crash].slice(-crashesKept)};
}

function withRecords(crashes: readonly CrashRecord[], records: readonly PstoreRecord[]): readonly CrashRecord[] {
  const newest = crashes.at(-1);
  if (newest === undefined || newest.records !== undefined) return crashes;
  return [...crashes.slice(0, -1), {...newest, records}];
}

function hangTitle(silentSeconds: number): string {
  return `hang: silent for ${silentSeconds} s`;
}
