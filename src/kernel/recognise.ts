// Turns the lines of a console into reports and the facts around them, one line at a time: what belongs to one event, and
// what a panic follows from. Knows nothing of chunks, silence or boots of a target.
import {closeReport} from './close-report.ts';
import {kernelPart, readPrefix} from './console-lines.ts';
import {causeOf, joined, withStackOf} from './events.ts';
import {type OpenReport, openReport, type PlacedLine, strongest, takeLine} from './open-report.ts';
import {openingOf} from './openings.ts';
import type {CrashReport, ReportKind} from './report.ts';
import {plainText} from './sanitize.ts';
import {asksForLog, matters} from './starts.ts';

export type ConsoleFact =
  /** `Linux version RELEASE`: the first line of a boot. `unexpected`: the kernel before it had said nothing of a reboot. */
  | {readonly kind: 'bootStarted'; readonly release: string; readonly unexpected?: number}
  /** A complaint that is no panic. When a panic follows from it, that is told after it. */
  | {readonly kind: 'report'; readonly report: CrashReport}
  /** `Kernel panic`; the report is that of the complaint which led to it, where there was one. */
  | {readonly kind: 'panic'; readonly report: CrashReport}
  /** `Rebooting in N seconds`. */
  | {readonly kind: 'rebooting'};

/** What one caller of printk is in the middle of: with CONFIG_PRINTK_CALLER the lines of several can be told apart. */
export interface Lane {
  readonly caller: string;
  readonly open: OpenReport;
  /** A complaint without a stack whose panic is under way: the panic's stack is its own. */
  readonly waiting?: OpenReport;
  /** The report that the panic follows from. */
  readonly related?: CrashReport;
}

/** A report that is told, and whose it was. */
export interface Told {
  readonly caller: string;
  readonly report: CrashReport;
}

export interface Recogniser {
  /** Lines read so far. */
  readonly line: number;
  /** How many lines had a time stamp, counted no further than needed to know that this console has them. */
  readonly stamped: number;
  readonly lanes: readonly Lane[];
  /** The newest report of each caller, which a panic may follow from; the newest of all is the last. */
  readonly told: readonly Told[];
  /** The kernel that speaks has said that it goes down. */
  readonly leaving: boolean;
  /** The line, if there was one, in which a person asked for the kernel's log. */
  readonly askedAt: number;
}

export const initialRecogniser: Recogniser = {line: 0, stamped: 0, lanes: [], told: [], leaving: false, askedAt: -1};

export interface Recognised {
  readonly state: Recogniser;
  readonly facts: readonly ConsoleFact[];
}

const noFacts: readonly ConsoleFact[] = [];
const stampedEnough = 5;
/** So many lines are looked at for a time stamp. */
const stampedWithin = 1000;
const lanesMax = 6;
const leave =
  /^(?:reboot: (?:Restarting|Power down|System halted)|Restarting system|sysrq: (?:Resetting|SysRq : Resetting)|SysRq : Resetting|(?:kexec(?:_core)?: )?Starting new kernel$|Bye!$)/;

/** True while lines that do not matter may be left out, and only counted. */
export function isIdle({lanes, stamped, line}: Recogniser): boolean {
  return lanes.length === 0 && (stamped >= stampedEnough || line >= stampedWithin);
}

export function recogniseLine(before: Recogniser, raw: string): Recognised {
  const number = before.line + 1;
  if (before.lanes.length === 0 && !matters.test(raw)) {
    const stamped = countStamps(before, () => readPrefix(raw).atSeconds);
    return {state: {...before, line: number, stamped}, facts: noFacts};
  }
  const plain = plainText(raw);
  const {text, atSeconds, caller} = readPrefix(kernelPart(plain));
  const lost = plain.includes(' printk messages dropped') ? ({lost: true} as const) : {};
  const line: PlacedLine = {text, number, ...(atSeconds === undefined ? {} : {atSeconds}), ...lost};
  const stamped = countStamps(before, () => atSeconds);
  const askedAt = asksForLog.test(plain) ? number : before.askedAt;
  const state = {...before, line: number, stamped, askedAt};
  // Programs write to the console too, and may say BUG; on a console with time stamps the kernel always has one.
  if (atSeconds === undefined && stamped >= stampedEnough) return {state, facts: noFacts};
  const release = bootRelease(plain, text);
  // The first line of the log that was asked for, and no kernel that begins.
  const isRetold = before.askedAt === before.line;
  if (release !== undefined && !isRetold) return startBoot(state, release, before.stamped > 0);
  return around(readReport(state, line, caller ?? ''), text);
}

function countStamps({stamped, line}: Recogniser, atSeconds: () => number | undefined): number {
  return stamped < stampedEnough && line < stampedWithin && atSeconds() !== undefined ? stamped + 1 : stamped;
}

/** Ends what is open: after a silence, or at the end of a text. */
export function endRecognition(before: Recogniser): Recognised {
  let state = before;
  const facts: ConsoleFact[] = [];
  for (const lane of before.lanes) {
    const ended = close(state, lane);
    state = ended.state;
    facts.push(...ended.facts);
  }
  return {state, facts};
}

/** A kernel says so before its clock runs; what a module prints has a later stamp, whatever it puts behind that. */
const laterStamp = /\[ *(?!0+\.0+\])\d{1,10}\.\d{1,9}\].*Linux version /;

function bootRelease(plain: string, text: string): string | undefined {
  const release = /^Linux version (\S+)/.exec(text)?.[1];
  return release === undefined || laterStamp.test(plain) ? undefined : release;
}

function startBoot(before: Recogniser, release: string, lived: boolean): Recognised {
  const ended = endRecognition(before);
  const state: Recogniser = {...initialRecogniser, line: before.line, stamped: before.stamped};
  const surprises = lived && !ended.state.leaving && !ended.facts.some(({kind}) => kind === 'panic');
  const boot: ConsoleFact = {kind: 'bootStarted', release, ...(surprises ? {unexpected: before.line} : {})};
  return {state, facts: [...ended.facts, boot]};
}

function around({state, facts}: Recognised, text: string): Recognised {
  const leaving = state.leaving || leave.test(text) || facts.some(({kind}) => kind === 'panic');
  if (!/^Rebooting in \d+ seconds/.test(text))
    return {state: leaving === state.leaving ? state : {...state, leaving}, facts};
  return {state: {...state, leaving: true}, facts: [...facts, {kind: 'rebooting'}]};
}

/** A stall's report has the traces of other CPUs in it, which print them themselves. */
const ofAllCallers: ReadonlySet<ReportKind> = new Set([
  'rcuStall',
  'softLockup',
  'hardLockup',
  'hungTask',
  'hang',
  'workqueueLockup',
]);

function readReport(before: Recogniser, line: PlacedLine, caller: string): Recognised {
  const own = before.lanes.find((lane) => lane.caller === caller);
  if (own !== undefined) return advance(before, own, line);
  const opening = openingOf(line.text);
  if (opening !== null) return begin(before, line, caller, undefined);
  const shared = before.lanes.find(({open}) => ofAllCallers.has(strongest(open).rule.kind));
  return shared === undefined ? {state: before, facts: noFacts} : advance(before, shared, line);
}

function advance(before: Recogniser, lane: Lane, line: PlacedLine): Recognised {
  const taken = takeLine(lane.open, line);
  switch (taken.kind) {
    case 'more':
      return {state: withLane(before, {...lane, open: taken.report}), facts: noFacts};
    case 'ended':
      return close(before, {...lane, open: taken.report});
    case 'notIts':
      return begin(before, line, lane.caller, {...lane, open: taken.report});
    default:
      return taken satisfies never;
  }
}

/** Reads a line that belongs to no open report; `ended` is the one that it ends. */
function begin(before: Recogniser, line: PlacedLine, caller: string, ended: Lane | undefined): Recognised {
  const opening = openingOf(line.text);
  const waits = opening?.panicReason !== undefined && ended !== undefined && ended.open.frames === 0;
  const closed = ended === undefined || waits ? {state: before, facts: noFacts} : close(before, ended);
  if (opening === null) return closed;
  const reason = opening.panicReason;
  const related = reason === undefined ? undefined : relatedTo(closed, caller, reason, line);
  const rest = reason === undefined ? closed.state : {...closed.state, told: []};
  const crowded = closed.state.lanes.length >= lanesMax ? closed.state.lanes[0] : undefined;
  const roomy = crowded === undefined ? {state: rest, facts: noFacts} : close(rest, crowded);
  const lane: Lane = {
    caller,
    open: openReport(opening, line),
    ...(waits ? {waiting: ended.open} : {}),
    ...(related === undefined ? {} : {related}),
  };
  return {state: withLane(roomy.state, lane), facts: [...closed.facts, ...roomy.facts]};
}

/** Who panics had most likely complained itself. */
function relatedTo(
  {state, facts}: Recognised,
  caller: string,
  reason: string,
  line: PlacedLine,
): CrashReport | undefined {
  const own = state.told.find((one) => one.caller === caller);
  const follows = (one: Told | undefined): CrashReport | undefined =>
    causeOf(one?.report, reason, line, facts.length > 0);
  return follows(own) ?? follows(state.told.at(-1));
}

function withLane(state: Recogniser, lane: Lane): Recogniser {
  return {...state, lanes: [...state.lanes.filter(({caller}) => caller !== lane.caller), lane]};
}

function close(before: Recogniser, ended: Lane): Recognised {
  const others = ({caller}: {readonly caller: string}): boolean => caller !== ended.caller;
  const rest = {...before, lanes: before.lanes.filter(others)};
  const own = closeReport(ended.open);
  if (own === null) return {state: rest, facts: noFacts};
  if (own.panicReason === undefined) {
    const told = [...before.told.filter(others), {caller: ended.caller, report: own}].slice(-lanesMax);
    return {state: {...rest, told}, facts: [{kind: 'report', report: own}]};
  }
  const state = {...rest, told: []};
  const cause = ended.waiting === undefined ? null : closeReport(withStackOf(ended.waiting, ended.open));
  if (cause === null) {
    const report = ended.related === undefined ? own : joined(ended.related, own, 1);
    return {state, facts: [{kind: 'panic', report}]};
  }
  return {
    state,
    facts: [
      {kind: 'report', report: cause},
      {kind: 'panic', report: joined(cause, own, 0)},
    ],
  };
}
