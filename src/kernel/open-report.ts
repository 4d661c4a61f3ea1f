// One report while its lines come: which lines belong to it, where it ends, and the value that it becomes. Where reports
// begin is openings.ts; how several make one event is recognise.ts.
import {parseFrame, plainSymbol} from './frame.ts';
import {type Opening, openingOf} from './openings.ts';
import type {CrashReport} from './report.ts';
import {addToStacks, blameOf, type Stack} from './stacks.ts';

export interface OpenReport {
  readonly opening: Opening;
  readonly startLine: number;
  readonly endLine: number;
  readonly atSeconds?: number;
  readonly lines: readonly string[];
  /** Lines that belong to the report only if one that surely does comes after them. */
  readonly strangers: readonly string[];
  readonly stacks: readonly Stack[];
  readonly task?: string;
  readonly cpu?: number;
  readonly release?: string;
  readonly taint?: string;
  /** Modules that the kernel marks as built out of its tree. */
  readonly ownModules: readonly string[];
  readonly messagesLost: boolean;
  /** Lines taken, kept or not. */
  readonly taken: number;
}

export interface PlacedLine {
  readonly text: string;
  readonly number: number;
  readonly atSeconds?: number;
}

export const reportLinesMax = 160;
export const reportLineCharsMax = 256;
const strangersMax = 12;
/** A dump of tasks, of all CPUs or of a large object goes on for long; what is longer is taken for lost. */
const takenMax = 1500;
const headLinesMax = 8;
const ownModulesMax = 16;

export function openReport(opening: Opening, line: PlacedLine): OpenReport {
  const begun: OpenReport = {
    opening,
    startLine: line.number,
    endLine: line.number,
    ...(line.atSeconds === undefined ? {} : {atSeconds: line.atSeconds}),
    ...(opening.task === undefined ? {} : {task: opening.task}),
    ...(opening.cpu === undefined ? {} : {cpu: opening.cpu}),
    lines: [],
    strangers: [],
    stacks: [],
    ownModules: [],
    messagesLost: false,
    taken: 0,
  };
  const headFacts = factsOf(begun, line.text);
  return {...keep(begun, line), ...headFacts};
}

export type Taken =
  | {readonly kind: 'more'; readonly report: OpenReport}
  /** The line was the report's last. */
  | {readonly kind: 'ended'; readonly report: OpenReport}
  /** The report ended before this line, which is still to be read. */
  | {readonly kind: 'notIts'; readonly report: OpenReport};

export function takeLine(report: OpenReport, line: PlacedLine): Taken {
  // Whatever a panicking kernel still complains of is part of its end.
  const opening = report.opening.panicReason === undefined ? openingOf(line.text) : null;
  if (opening !== null) {
    return isHead(report, opening) ? {kind: 'more', report: retitle(report, opening, line)} : {kind: 'notIts', report};
  }
  if (report.taken >= takenMax) return {kind: 'notIts', report};
  const kept = belongs(line.text) ? keep(withLine(report, line.text), line) : stand(report, line.text);
  if (isLast(line.text, report)) return {kind: 'ended', report: keep(report, line)};
  if (kept.strangers.length > strangersMax || isHeadless(kept)) return {kind: 'notIts', report};
  return {kind: 'more', report: kept};
}

/** The lines above a report's stack may each look like a beginning. */
function isHead(report: OpenReport, opening: Opening): boolean {
  if (opening.panicReason !== undefined) return false;
  if (report.stacks.some(({begun}) => begun)) return false;
  const stalled = report.opening.kind === 'rcuStall' || report.opening.kind === 'hungTask';
  return report.taken < headLinesMax && !stalled;
}

/** The stronger line names the event; a WARNING below `refcount_t:` still tells the CPU and the place. */
function retitle(report: OpenReport, opening: Opening, line: PlacedLine): OpenReport {
  const [better, other] =
    opening.strength > report.opening.strength ? [opening, report.opening] : [report.opening, opening];
  const named = better.named ?? other.named;
  const cpu = report.cpu ?? opening.cpu;
  const task = report.task ?? opening.task;
  const kept = keep(withLine(report, line.text), line);
  return {
    ...kept,
    opening: {...better, ...(named === undefined ? {} : {named})},
    ...(cpu === undefined ? {} : {cpu}),
    ...(task === undefined ? {} : {task}),
  };
}

/** `cut here` promises a report within a few lines. */
function isHeadless(report: OpenReport): boolean {
  return report.opening.strength === 0 && report.taken > headLinesMax;
}

function isLast(text: string, report: OpenReport): boolean {
  if (/^(?:Rebooting in \d+ seconds|---\[ end Kernel panic)/.test(text)) return true;
  return /^---\[ end trace [0-9a-f]+ \]---/.test(text) || (report.opening.kind === 'slab' && /^FIX /.test(text));
}

const itsLine = new RegExp(
  [
    '^\\s*$',
    '^\\s+\\S',
    '^(?:[=*_-]{5,}|-+\\[|\\[<)',
    '^(?:RIP|EIP|Code|[ER][A-Z0-9]{2}|FS|CS|DR\\d|CR\\d|PKRU|DS|GS|PGD|#PF|pc|lr|sp|pstate|x\\d+|r\\d+|IP|Stack|Mem abort info|ESR)\\s*:',
    '^(?:CPU|Hardware name|Modules linked in|Workqueue|Call Trace|Call trace|Backtrace|task|Tainted|Not tainted|Last (?:un)?loaded)\\b',
    '^(?:NMI backtrace|Sending NMI|rcu:|\\(detected|Task dump|INFO: NMI|Preemption disabled|preempt_count|in_atomic|RCU nest)',
    '^(?:Allocated|Freed|Read|Write|Slab|Object|Redzone|Padding|Bytes b4|The buggy|Memory state|page:|raw:|flags:|INFO: (?:Slab|Object|Allocated|Freed))',
    '^(?:irq event stamp|hardirqs|softirqs|\\d+ locks? held|no locks held|stack backtrace|other info|Possible unsafe|"echo 0|Showing all locks)',
    '^(?:Oops|SMP|Disabling lock debugging|Kernel Offset|PHYS_OFFSET|CPU features|Memory Limit|Unable to access|BAD_STACK|Exception)',
  ].join('|'),
);

function belongs(text: string): boolean {
  return itsLine.test(text) || parseFrame(text) !== null;
}

function keep(report: OpenReport, line: PlacedLine): OpenReport {
  const room = Math.max(0, reportLinesMax - report.lines.length);
  const added = [...report.strangers, line.text.slice(0, reportLineCharsMax)].slice(0, room);
  return {
    ...report,
    lines: added.length === 0 ? report.lines : [...report.lines, ...added],
    strangers: [],
    endLine: line.number,
    taken: report.taken + 1,
  };
}

function stand(report: OpenReport, text: string): OpenReport {
  const strangers = [...report.strangers, text.slice(0, reportLineCharsMax)];
  const messagesLost = report.messagesLost || /\d+ printk messages dropped/.test(text);
  return {...report, strangers, messagesLost, taken: report.taken + 1};
}

function withLine(report: OpenReport, text: string): OpenReport {
  const stacks = addToStacks(report.stacks, text);
  const facts = factsOf(report, text);
  const opening = amended(report.opening, text);
  return stacks === report.stacks && facts === none && opening === report.opening
    ? report
    : {...report, ...facts, stacks, opening};
}

/** KASAN says on its second line whether it was a read or a write. */
function amended(opening: Opening, text: string): Opening {
  const access = /^(Read|Write) of size \d+/.exec(text)?.[1];
  if (access === undefined || !/^KASAN: [\w-]+$/.test(opening.what)) return opening;
  return {...opening, what: `${opening.what} ${access}`};
}

const none = {};
const cpuLine =
  /^CPU: (\d+)(?: UID: \d+)?(?: PID: \d+ Comm: (.{1,64}?))? (?:Not tainted|Tainted: (.*?)) (\d\S*)(?: #|$)/;
const releaseLine = /^ (?:Not tainted|Tainted: (.*?)) (\d\S*)(?: #|$)/;

/** The first line that tells a fact is the report's own; later ones are other CPUs'. */
function factsOf(report: OpenReport, line: string): Partial<OpenReport> {
  const ofModules = line.startsWith('Modules linked in:');
  if (!ofModules && (report.release !== undefined || !line.includes('ainted'))) return none;
  // One blank for many: the kernel pads the letters of a taint, and the patterns stay linear.
  const text = line.slice(0, 1024).replace(/ {2,}/g, ' ');
  if (ofModules) return {ownModules: outOfTree(text)};
  const match = cpuLine.exec(text);
  if (match !== null) {
    const [, cpu, task, taint, release] = match;
    return {
      cpu: report.cpu ?? Number(cpu),
      ...(task === undefined || report.task !== undefined ? {} : {task}),
      ...releaseFacts(release, taint),
    };
  }
  const [, taint, release] = releaseLine.exec(text) ?? [];
  return release === undefined ? none : releaseFacts(release, taint);
}

function releaseFacts(release: string | undefined, taint: string | undefined): Partial<OpenReport> {
  const letters = taint?.trim();
  return {
    ...(release === undefined ? {} : {release}),
    ...(letters === undefined || letters === '' ? {} : {taint: letters}),
  };
}

/** `ringlog(OE)`: an O among a module's taints means that it was built out of the tree. */
function outOfTree(text: string): readonly string[] {
  const names = [...text.matchAll(/ ([\w-]+)\([A-Z+-]*O[A-Z+-]*\)/g)].map((match) => match[1] ?? '');
  return names.slice(0, ownModulesMax);
}

/** Null for what looked like a report and is none. */
export function closeReport(report: OpenReport): CrashReport | null {
  const {opening} = report;
  const blame = blameOf(report.stacks, opening.skip, opening.named, new Set(report.ownModules));
  if (opening.place === 'required' && (blame.frame === undefined || opening.strength === 0)) return null;
  const place = opening.place === 'none' || blame.frame === undefined ? '' : ` in ${plainSymbol(blame.frame.symbol)}`;
  const corrupted = whyCorrupted(report, blame.frame !== undefined);
  return {
    kind: opening.kind,
    title: `${opening.what}${place}`,
    ...blame,
    ...(report.task === undefined ? {} : {task: report.task}),
    ...(report.cpu === undefined ? {} : {cpu: report.cpu}),
    ...(report.release === undefined ? {} : {release: report.release}),
    ...(report.taint === undefined ? {} : {taint: report.taint}),
    ...(report.atSeconds === undefined ? {} : {atSeconds: report.atSeconds}),
    lines: report.lines,
    startLine: report.startLine,
    endLine: report.endLine,
    ...(corrupted === undefined ? {} : {corrupted}),
    panicked: opening.panicReason !== undefined,
    ...(opening.panicReason === undefined ? {} : {panicReason: opening.panicReason}),
  };
}

function whyCorrupted(report: OpenReport, placed: boolean): string | undefined {
  if (report.messagesLost) return 'the kernel dropped messages in the middle of it';
  if (report.opening.place !== 'none' && !placed) return 'it has no stack trace that names a function';
  return undefined;
}
