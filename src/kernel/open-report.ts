// One report while its lines come: which lines belong to it, and where it ends. Where reports begin is openings.ts, what the
// lines mean is close-report.ts, how several reports make one event is recognise.ts.
import {instructionPointer, parseFrame} from './frame.ts';
import {type Opening, openingOf} from './openings.ts';

export interface OpenReport {
  /** All first lines of the event, in their order. */
  readonly openings: readonly [Opening, ...Opening[]];
  readonly startLine: number;
  readonly endLine: number;
  readonly atSeconds?: number;
  readonly lines: readonly string[];
  readonly chars: number;
  /** Lines that belong to the report only if one that surely does comes after them. */
  readonly strangers: readonly string[];
  /** Frames of traces seen so far. */
  readonly frames: number;
  readonly messagesLost: boolean;
  /** Lines taken, kept or not. */
  readonly taken: number;
}

export interface PlacedLine {
  readonly text: string;
  readonly number: number;
  readonly atSeconds?: number;
  /** The kernel said in front of it that it dropped messages. */
  readonly lost?: true;
}

const linesMax = 900;
const charsMax = 80_000;
const lineCharsMax = 1024;
const strangersMax = 12;
/** As long as no trace has come, others may talk for longer. */
const strangersBeforeTrace = 40;
/** What anybody may print is followed by its own trace at once, or by none. */
const strangersOfAnybody = 1;
/** A dump of tasks, of all CPUs or of a large object goes on for long; what is longer is taken for lost. */
const takenMax = 3000;
const headLinesMax = 8;
const openingsMax = 6;

export function openReport(opening: Opening, line: PlacedLine): OpenReport {
  const begun: OpenReport = {
    openings: [opening],
    startLine: line.number,
    endLine: line.number,
    ...(line.atSeconds === undefined ? {} : {atSeconds: line.atSeconds}),
    lines: [],
    chars: 0,
    strangers: [],
    frames: 0,
    messagesLost: line.lost === true,
    taken: 0,
  };
  return keep(begun, line);
}

/** The first line that says most names the event. */
export function strongest(report: OpenReport): Opening {
  return report.openings.reduce((best, one) => (one.strength > best.strength ? one : best));
}

export type Taken =
  | {readonly kind: 'more'; readonly report: OpenReport}
  /** The line was the report's last. */
  | {readonly kind: 'ended'; readonly report: OpenReport}
  /** The report ended before this line, which is still to be read. */
  | {readonly kind: 'notIts'; readonly report: OpenReport};

export function takeLine(report: OpenReport, line: PlacedLine): Taken {
  // Whatever a panicking kernel still complains of is part of its end.
  const panics = report.openings.some(({role}) => role === 'panic');
  const opening = panics && report.frames > 0 ? null : openingOf(line.text);
  if (opening !== null && !isQuiet(report, opening)) {
    if (panics || !joins(report, opening)) return {kind: 'notIts', report};
    const openings = report.openings.length < openingsMax ? ([...report.openings, opening] as const) : report.openings;
    return {kind: 'more', report: {...keep(report, line), openings}};
  }
  if (report.taken >= takenMax) return {kind: 'notIts', report};
  const isFrame = parseFrame(line.text) !== null;
  const ofTrace =
    isFrame && !instructionPointer.test(line.text) && !/Preemption disabled at:\s*$/.test(report.lines.at(-1) ?? '');
  const kept = isFrame || itsLine.test(line.text) ? keep(report, line, ofTrace) : stand(report, line.text);
  if (isLast(line.text, report)) return {kind: 'ended', report: keep(report, line)};
  if (kept.strangers.length > patienceOf(report) || isHeadless(kept)) return {kind: 'notIts', report};
  return {kind: 'more', report: kept};
}

function patienceOf(report: OpenReport): number {
  if (report.frames > 0) return strangersMax;
  const {rule, strength} = strongest(report);
  return rule.place === 'required' && strength === 1 ? strangersOfAnybody : strangersBeforeTrace;
}

/** Inside a report these lines are part of it: anybody's words, a stall's second heading, SLUB's history. */
function isQuiet(report: OpenReport, opening: Opening): boolean {
  if (opening.rule.place === 'required' && opening.strength > 0) return true;
  const {kind} = strongest(report).rule;
  if (opening.rule.kind === 'memoryLeak' && kind === 'memoryLeak' && opening.role === 'preface') return true;
  if (opening.rule.kind === kind && (kind === 'rcuStall' || kind === 'slab'))
    return report.frames === 0 || opening.strength === 0;
  return opening.rule.kind === 'slab' && kind === 'slab' && opening.role === 'preface';
}

/** The lines above a report's stack may each look like a beginning. */
function joins(report: OpenReport, opening: Opening): boolean {
  const has = (role: Opening['role']): boolean => report.openings.some((one) => one.role === role);
  if (report.frames > 0 && opening.role !== 'trap') return false;
  switch (opening.role) {
    case 'panic':
      return false;
    case 'preface':
      return (opening.strength > 0 || !has('complaint')) && !has('trap') && report.taken < headLinesMax;
    case 'complaint':
      return !has('complaint') && report.taken < headLinesMax;
    case 'trap':
      // What anybody may print is no part of what the processor met later.
      if (report.openings.some(({role, strength}) => role === 'complaint' && strength === 1)) return false;
      return report.taken < headLinesMax + strangersMax && report.frames <= 1;
    default:
      return opening.role satisfies never;
  }
}

/** `cut here` promises a report within a few lines. */
function isHeadless(report: OpenReport): boolean {
  return strongest(report).strength === 0 && report.taken > headLinesMax;
}

function isLast(text: string, report: OpenReport): boolean {
  if (/^(?:Rebooting in \d+ seconds|---\[ end Kernel panic)/.test(text)) return true;
  return (
    /^---\[ end trace [0-9a-f]+ \]---/.test(text) || (strongest(report).rule.kind === 'slab' && /^FIX /.test(text))
  );
}

const itsLine = new RegExp(
  [
    '^\\s*$',
    '^\\s+\\S',
    '^[0-9a-f]{2,16}: ',
    '^(?:[=*_-]{5,}|-+\\[|\\[<|->|[<>]|#\\d+:|\\{)',
    '^(?:RIP|EIP|Code|[ER][A-Z0-9]{2}|FS|CS|DR\\d|CR\\d|PKRU|DS|GS|PGD|#PF|pc|lr|sp|pstate|x\\d+|r\\d+|IP|Stack|Mem abort info|ESR|epc|status|NIP|MSR|GPR\\d+|CFAR|[sagt]\\d+|gp|ra)\\s*:',
    '^(?:CPU|Hardware name|Modules linked in|Workqueue|Call Trace|Call trace|[Bb]acktrace|task|Tainted|Not tainted|Last (?:un)?loaded|PC is|LR is|Process|Exception stack|Register r\\d+|Comm)\\b',
    '^(?:NMI backtrace|Sending NMI|rcu:|\\(detected|Task dump|INFO: NMI|Preemption disabled|preempt_count|in_atomic|RCU nest|caller is|Kernel panic)',
    '^(?:Allocated|Freed|Read|Write|Slab|Object|Redzone|Padding|Bytes b4|The buggy|Memory state|page:|page |raw:|flags:|INFO: (?:Slab|Object|Allocated|Freed)|kfence-|allocated by|freed by|Uninit|Local variable|Bytes? \\d|Last |Second to|write|read|race at|which belongs|located|Pointer tag|page_type)',
    '^(?:irq event stamp|hardirqs|softirqs|\\d+ locks? held|no locks held|stack backtrace|other info|Possible unsafe|"echo 0|Showing all locks|which lock|but task|the existing|the (?:SOFT|HARD)IRQ|and this task|and interrupts|is trying|but there are|no more locks|[0-9a-f]{16} \\()',
    '^(?:Oops|SMP|Disabling lock debugging|Kernel Offset|PHYS_OFFSET|CPU features|Memory Limit|Unable to access|BAD_STACK|Exception|Dumping ftrace|refcount_t|DEBUG_LOCKS|value changed|Reported by)',
  ].join('|'),
);

function keep(report: OpenReport, line: PlacedLine, isFrame = false): OpenReport {
  const added = [...report.strangers, line.text.slice(0, lineCharsMax)];
  const chars = added.reduce((sum, text) => sum + text.length + 1, report.chars);
  const fits = report.lines.length + added.length <= linesMax && chars <= charsMax;
  return {
    ...report,
    lines: fits ? [...report.lines, ...added] : report.lines,
    chars: fits ? chars : report.chars,
    strangers: [],
    frames: report.frames + (isFrame ? 1 : 0),
    messagesLost: report.messagesLost || line.lost === true,
    endLine: line.number,
    taken: report.taken + 1,
  };
}

function stand(report: OpenReport, text: string): OpenReport {
  const strangers = [...report.strangers, text.slice(0, 256)];
  return {...report, strangers, taken: report.taken + 1};
}
