// Turns the lines of a console into reports and the facts around them, one line at a time: what belongs to one event, and
// what a panic follows from. Knows nothing of chunks, silence or boots of a target.
import {kernelPart, readStamp} from './console-lines.ts';
import {closeReport, type OpenReport, openReport, type PlacedLine, reportLinesMax, takeLine} from './open-report.ts';
import {mayOpen, openingOf} from './openings.ts';
import type {CrashReport} from './report.ts';
import {plainText} from './sanitize.ts';

export type ConsoleFact =
  /** `Linux version RELEASE`: the first line of a boot. */
  | {readonly kind: 'bootStarted'; readonly release: string}
  /** A complaint that is no panic. When a panic follows from it, that is told after it. */
  | {readonly kind: 'report'; readonly report: CrashReport}
  /** `Kernel panic`; the report is that of the complaint which led to it, where there was one. */
  | {readonly kind: 'panic'; readonly report: CrashReport}
  /** `Rebooting in N seconds`. */
  | {readonly kind: 'rebooting'};

export interface Recogniser {
  /** Lines read so far. */
  readonly line: number;
  /** How many lines had a time stamp, counted no further than needed to know that this console has them. */
  readonly stamped: number;
  readonly open?: OpenReport;
  /** The newest report that is told, which a panic may follow from. */
  readonly told?: CrashReport;
  /** A complaint without a stack whose panic is under way: the panic's stack is its own. */
  readonly waiting?: OpenReport;
}

export const initialRecogniser: Recogniser = {line: 0, stamped: 0};

export interface Recognised {
  readonly state: Recogniser;
  readonly facts: readonly ConsoleFact[];
}

const noFacts: readonly ConsoleFact[] = [];
const stampedEnough = 5;
const around = /Linux version |Rebooting in /;

export function recogniseLine(before: Recogniser, raw: string): Recognised {
  const number = before.line + 1;
  const hasStamp = raw.includes('] ');
  if (before.open === undefined && !mayOpen.test(raw) && !around.test(raw)) {
    const counts = before.stamped < stampedEnough && hasStamp && readStamp(raw).atSeconds !== undefined;
    return {state: {...before, line: number, stamped: before.stamped + (counts ? 1 : 0)}, facts: noFacts};
  }
  const plain = plainText(raw);
  const {text, atSeconds} = readStamp(kernelPart(plain));
  const line: PlacedLine = {text, number, ...(atSeconds === undefined ? {} : {atSeconds})};
  const stamped = Math.min(stampedEnough, before.stamped + (atSeconds === undefined ? 0 : 1));
  const state = {...before, line: number, stamped};
  // Programs write to the console too, and may say BUG; on a console with time stamps the kernel always has one.
  if (atSeconds === undefined && stamped >= stampedEnough) return {state, facts: noFacts};
  return read(state, line, bootRelease(plain, text));
}

/** Ends what is open: after a silence, or at the end of a text. */
export function endRecognition(before: Recogniser): Recognised {
  return before.open === undefined ? {state: before, facts: noFacts} : close(before, before.open);
}

/** A kernel says so before its clock runs; what a module prints has a later stamp, whatever it puts behind that. */
const laterStamp = /\[ *(?!0+\.0+\])\d{1,10}\.\d{1,9}\].*Linux version /;

function bootRelease(plain: string, text: string): string | undefined {
  const release = /^Linux version (\S+)/.exec(text)?.[1];
  return release === undefined || laterStamp.test(plain) ? undefined : release;
}

function read(before: Recogniser, line: PlacedLine, release: string | undefined): Recognised {
  if (release !== undefined) {
    const ended = endRecognition(before);
    const state: Recogniser = {line: before.line, stamped: before.stamped};
    return {state, facts: [...ended.facts, {kind: 'bootStarted', release}]};
  }
  const recognised = readReport(before, line);
  if (!/^Rebooting in \d+ seconds/.test(line.text)) return recognised;
  return {state: recognised.state, facts: [...recognised.facts, {kind: 'rebooting'}]};
}

function readReport(before: Recogniser, line: PlacedLine): Recognised {
  if (before.open === undefined) return begin(before, line, undefined);
  const taken = takeLine(before.open, line);
  switch (taken.kind) {
    case 'more':
      return {state: {...before, open: taken.report}, facts: noFacts};
    case 'ended':
      return close(before, taken.report);
    case 'notIts':
      return begin(before, line, taken.report);
    default:
      return taken satisfies never;
  }
}

/** Reads a line that belongs to no open report; `ended` is the report that it ends. */
function begin(before: Recogniser, line: PlacedLine, ended: OpenReport | undefined): Recognised {
  const opening = openingOf(line.text);
  const waits = opening?.panicReason !== undefined && ended !== undefined && !hasStack(ended);
  const closed = ended === undefined || waits ? {state: before, facts: noFacts} : close(before, ended);
  if (opening === null) return closed;
  const {told, ...rest} = closed.state;
  const related = told !== undefined && mayCause(told, opening.panicReason, line, closed.facts.length > 0);
  return {
    state: {
      ...rest,
      ...(related ? {told} : {}),
      ...(waits ? {waiting: ended} : {}),
      open: openReport(opening, line),
    },
    facts: closed.facts,
  };
}

function hasStack(report: OpenReport): boolean {
  return report.stacks.some(({trap, frames}) => trap !== undefined || frames.length > 0);
}

/** What panic() is given when it is called because of something that was reported before. */
const consequence =
  /^(?:Fatal exception|Fatal hardware error|.*panic_on_warn set|panic_on_taint set|softlockup: hung tasks|hung_task: blocked tasks|RCU Stall|Attempted to kill init|Attempted to kill the idle task|Aiee, killing interrupt handler|scheduling while atomic|Oops|Hard LOCKUP|corrupted stack end)/;
const consequenceLines = 200;
const consequenceSeconds = 30;

/** Whether a complaint that was told may be what a panic follows from. `ends`: the panic's line was what ended it. */
function mayCause(told: CrashReport, reason: string | undefined, line: PlacedLine, ends: boolean): boolean {
  if (reason === undefined) return true;
  if (told.panicked || !(ends || consequence.test(reason))) return false;
  if (line.number - told.endLine > consequenceLines) return false;
  return (line.atSeconds ?? 0) - (told.atSeconds ?? 0) <= consequenceSeconds;
}

function close(before: Recogniser, ended: OpenReport): Recognised {
  const {open: _open, waiting, told, ...rest} = before;
  const kept = told === undefined ? rest : {...rest, told};
  if (ended.opening.panicReason === undefined) {
    const report = closeReport(ended);
    return report === null
      ? {state: kept, facts: noFacts}
      : {state: {...rest, told: report}, facts: [{kind: 'report', report}]};
  }
  const panic = closeReport(ended);
  if (panic === null) return {state: kept, facts: noFacts};
  const cause = waiting === undefined ? null : closeReport({...waiting, ...withStackOf(waiting, ended)});
  if (cause !== null) {
    const report = joined(cause, panic, reportLinesMax);
    return {
      state: rest,
      facts: [
        {kind: 'report', report: cause},
        {kind: 'panic', report},
      ],
    };
  }
  return {state: rest, facts: [{kind: 'panic', report: told === undefined ? panic : joined(told, panic, 1)}]};
}

function withStackOf(waiting: OpenReport, panic: OpenReport): Partial<OpenReport> {
  const {stacks, task, cpu, release, taint} = panic;
  return {
    stacks,
    ...(waiting.task !== undefined || task === undefined ? {} : {task}),
    ...(waiting.cpu !== undefined || cpu === undefined ? {} : {cpu}),
    ...(waiting.release !== undefined || release === undefined ? {} : {release}),
    ...(waiting.taint !== undefined || taint === undefined ? {} : {taint}),
  };
}

/** One report of the complaint and the panic; the panic's stack repeats the complaint's, so its first lines will do. */
function joined(led: CrashReport, panic: CrashReport, panicLines: number): CrashReport {
  const lines = [...led.lines, ...panic.lines.slice(0, panicLines)].slice(-reportLinesMax);
  const reason = panic.panicReason === undefined ? {} : {panicReason: panic.panicReason};
  return {...led, lines, endLine: panic.endLine, panicked: true, ...reason};
}
