// Of what a kernel said in one life, what is a fault of its own and what only follows from one: a lock that is kept lets whoever comes next
// sleep with interrupts off, hang and die. The first report names the cause; what follows stands beside it as a sign.

import type {ReportKind} from '../kernel/report.ts';
import {blamedPlace} from './crash-source.ts';
import type {CheckFinding} from './examination.ts';
import {signOf, withSigns} from './sign.ts';

/** `findings`: in the order in which they were reported. Those that are left keep that order. */
export function joinedByCause(findings: readonly CheckFinding[]): readonly CheckFinding[] {
  const causes: CheckFinding[] = [];
  for (const finding of echoesLast(findings)) {
    const at = causes.findIndex((cause) => followsFrom(cause, finding));
    const cause = causes[at];
    if (cause === undefined) causes.push(finding);
    else if (cause.claim !== finding.claim) causes[at] = withSigns(cause, [signOf(finding)]);
  }
  return causes;
}

/** What was armed at the unload is told when it goes off or when its memory goes, whichever is first: it is the cause all the same. */
function echoesLast(findings: readonly CheckFinding[]): readonly CheckFinding[] {
  if (!findings.some(isArmed)) return findings;
  return [...findings.filter((one) => !isEchoOfArmed(one)), ...findings.filter(isEchoOfArmed)];
}

const isArmed = ({class: is}: CheckFinding): boolean => is === 'armed at unload';

/** The kernel runs what lies where a timer's or a work item's code was, and its own books of locks are wrong afterwards. */
function isEchoOfArmed({report}: CheckFinding): boolean {
  if (report === undefined || report.moduleFrame !== undefined || !order.some((one) => one === report.kind))
    return false;
  return [report.frame, ...report.trace].some((frame) => frame !== undefined && runners.has(frame.symbol));
}

const runners: ReadonlySet<string> = new Set([
  'call_timer_fn',
  'expire_timers',
  '__run_timers',
  'run_timer_softirq',
  '__run_hrtimer',
  'process_one_work',
]);

function followsFrom(cause: CheckFinding, later: CheckFinding): boolean {
  if (isAtLine(cause, later) || (isArmed(cause) && isEchoOfArmed(later))) return true;
  // Two places of one class are two faults, whoever of them showed first.
  if (cause.class === later.class && later.file !== undefined) return false;
  const known = cause.report && consequencesOf(cause);
  if (known === undefined) return false;
  // No report of the kernel's own: the module's files or its unloading did not come back.
  if (later.report === undefined) return later.file === undefined;
  if (known.everywhere.has(later.report.kind)) return true;
  return known.atHand.has(later.report.kind) && !isElsewhere(cause, later);
}

function isAtLine(one: CheckFinding, other: CheckFinding): boolean {
  if (areRaces(one, other) && !areHints(one, other)) return one.claim === other.claim;
  return one.file !== undefined && one.file === other.file && one.line === other.line;
}

/** Of races: what looks at one condition without the lock is one matter, whoever changes it meanwhile. */
const areHints = (...races: readonly CheckFinding[]): boolean => races.every(({severity}) => severity === 'minor');

/** A race has two places: two of them may have one in common. */
export function areRaces(one: CheckFinding, other: CheckFinding): boolean {
  return one.report?.kind === 'kcsan' && other.report?.kind === 'kcsan';
}

/** Both say where, and they are two functions. */
function isElsewhere(one: CheckFinding, other: CheckFinding): boolean {
  const [a, b] = [one, other].map(({report}) => blamedPlace(report)?.function ?? report?.moduleFrame?.symbol);
  return a !== undefined && b !== undefined && a !== b;
}

interface Consequences {
  /** Whatever the module was at meanwhile. */
  readonly everywhere: ReadonlySet<ReportKind>;
  /** In the same function, or with no function of the module on the stack. */
  readonly atHand: ReadonlySet<ReportKind>;
}

const stuck = ['softLockup', 'hardLockup', 'rcuStall', 'hungTask', 'workqueueLockup', 'hang'] as const;
const traps = [
  'oops',
  'nullPointer',
  'pageFault',
  'generalProtection',
  'divideError',
  'invalidOpcode',
  'doubleFault',
  'bug',
] as const;
const memory = [
  'kasan',
  'kfence',
  'slab',
  'memoryState',
  'listCorruption',
  'refcount',
  'usercopy',
  'stackCorruption',
] as const;
const order = ['atomic', 'lockdep', 'rcuUsage'] as const;

const of = (everywhere: readonly ReportKind[], atHand: readonly ReportKind[]): Consequences => ({
  everywhere: new Set([...everywhere, 'panic']),
  atHand: new Set(atHand),
});

/** A lock that is kept: who comes next waits for it, the task goes on where it may not sleep, and its own memory goes before the lock does. */
const keptLock = of([...stuck, 'atomic'], [...order, ...traps, ...memory]);
const wrongOrder = of(stuck, [...order, ...traps]);
/** The task ends where it stood, with all that it held. */
const trapped = of([...stuck, ...order], [...traps, ...memory]);
/** What lies in memory that was overwritten is used by anybody. */
const corrupted = of([...stuck, ...traps], [...memory, ...order]);

function consequencesOf({class: kind, report}: CheckFinding): Consequences | undefined {
  if (kind === 'missing unlock') return keptLock;
  if (kind === 'deadlock' || kind === 'lock inversion' || kind === 'sleeping in atomic') return wrongOrder;
  if (report === undefined) return undefined;
  if (traps.some((one) => one === report.kind)) return trapped;
  return memory.some((one) => one === report.kind) ? corrupted : undefined;
}
