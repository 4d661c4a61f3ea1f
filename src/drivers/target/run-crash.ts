// What the events of a target say of a run that they fell into: whether it crashed, how, and in which words.
import type {TargetEvent} from '../../core/target-events.ts';
import type {CrashReport, ReportKind} from '../../kernel/report.ts';

export interface Crash {
  readonly how: 'oopsed' | 'panicked' | 'hung';
  readonly why: string;
}

/** Null while nothing tells of a crash. A hang whose NMI ended in a panic stays a hang. */
export function crashOf(events: readonly TargetEvent[]): Crash | null {
  const report = reportIn(events);
  for (const event of events) {
    if (event.type === 'target.hung') return {how: 'hung', why: hangWords(event.silentSeconds, report)};
    if (event.type === 'target.watchdogFired') return {how: 'hung', why: hangWords(null, report)};
  }
  if (events.some(({type}) => type === 'target.resetExplained')) return {how: 'hung', why: hangWords(null, report)};
  // A panic that a detector of the kernel's own made of a hang.
  if (report !== undefined && hangKinds.has(report.kind)) return {how: 'hung', why: title(report)};
  if (events.some(({type}) => type === 'target.panicked')) return {how: 'panicked', why: title(report)};
  if (report !== undefined) return {how: 'oopsed', why: title(report)};
  for (const event of events) {
    if (event.type === 'target.died') return {how: 'panicked', why: `the machine stopped: ${event.why}`};
    if (event.type === 'target.lost') return {how: 'hung', why: `the target was lost: ${event.why}`};
    if (event.type === 'target.wasReset' && event.cause === 'unexpected') {
      return {how: 'panicked', why: 'the target was reset without a word on its console'};
    }
  }
  return null;
}

const hangKinds: ReadonlySet<ReportKind> = new Set([
  'softLockup',
  'hardLockup',
  'rcuStall',
  'hungTask',
  'workqueueLockup',
  'hang',
]);

/** Someone else interfered before the module did: what the run saw says nothing of it. */
export function interferenceOf(events: readonly TargetEvent[]): string | null {
  for (const event of events) {
    if (isCrash(event)) return null;
    if (event.type === 'target.poweredOff') return 'the target was switched off during the run';
    if (event.type === 'target.wasReset' && event.cause === 'person') return 'the target was reset by a person';
    // Nothing that a module does has the host kill the process that it runs in.
    if (event.type === 'target.died' && event.signal === 'SIGKILL') return event.why;
    if (event.type === 'target.lineLost') return `the console's line went away during the run: ${event.why}`;
  }
  return null;
}

function isCrash({type}: TargetEvent): boolean {
  return (
    type === 'target.oopsed' || type === 'target.panicked' || type === 'target.hung' || type === 'target.watchdogFired'
  );
}

/** What came back through pstore. */
export function keptReports(events: readonly TargetEvent[]): readonly CrashReport[] {
  return events.flatMap((event) =>
    event.type === 'target.harvested' ? event.records.flatMap(({reports}) => reports) : [],
  );
}

/** Those that blame the module come first. */
export function blaming(reports: readonly CrashReport[], module: string): readonly CrashReport[] {
  const blames = (report: CrashReport) => report.moduleFrame?.module === module;
  return [...reports.filter(blames), ...reports.filter((report) => !blames(report))];
}

/** The newest says most: a panic's report holds that of the oops before it. */
function reportIn(events: readonly TargetEvent[]): CrashReport | undefined {
  return events
    .flatMap((event) => (event.type === 'target.oopsed' || event.type === 'target.panicked' ? [event.report] : []))
    .at(-1);
}

/** A title names the function that the kernel was in; the module's own may be further up the stack. */
function title(report: CrashReport | undefined): string {
  if (report === undefined) return 'the kernel panicked';
  const own = report.moduleFrame?.symbol;
  return own === undefined || report.title.includes(own) ? report.title : `${report.title}, called from ${own}`;
}

function hangWords(silentSeconds: number | null, report: CrashReport | undefined): string {
  const silent =
    silentSeconds === null ? 'the hardware watchdog fired' : `the target was silent for ${silentSeconds} s`;
  const frame = report?.moduleFrame ?? report?.frame;
  return frame === undefined ? silent : `${silent}; it was in ${frame.symbol}`;
}
