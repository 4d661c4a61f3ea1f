// What a trial showed, as findings: each report with its class, its place in the module's source, and the kernel's own words.
import {blamedPlace, frameText, type LocatedReport, placeText, type SourcePlace} from '../../../core/crash-source.ts';
import type {CheckFinding} from '../../../core/examination.ts';
import {joinedByCause} from '../../../core/one-cause.ts';
import {classOfReport, severityShown} from '../../../core/report-class.ts';
import type {CrashReport, ReportKind} from '../../../kernel/report.ts';
import {locateReports} from '../../symbols/crash-source.ts';
import {sysfsName} from '../../target/run-scripts.ts';
import {withHints} from './race-hint.ts';
import {isOwnRace, raceSides} from './race-report.ts';

/** Whose source the reports are looked up in. */
export interface Examined {
  readonly module: string;
  readonly koPath: string;
  readonly sourceFolder: string;
}

/** A session tells fewer, and counts the others (core/bounded-check.ts). */
const reportsMax = 64;

export interface Told {
  readonly findings: readonly CheckFinding[];
  /** Reports that nobody looked at: there were too many. */
  readonly untold: number;
}

export async function findingsOf(reports: readonly CrashReport[], examined: Examined): Promise<Told> {
  const own = onceEach(reports.filter((report) => isCausedBy(report, examined.module)));
  const told = (await located(own.slice(0, reportsMax), examined)).map((report) => findingOf(report));
  const weighed = await withHints(told, examined.sourceFolder);
  return {findings: joinedByCause(weighed), untold: Math.max(0, own.length - reportsMax)};
}

/**
 * A trial is the module's alone, so what the kernel complains of meanwhile is its doing; only slowness can be the host's, and counts where the
 * module is on the stack.
 */
export function isCausedBy(report: CrashReport, module: string): boolean {
  const {kind, moduleFrame} = report;
  // How many objects a scan has found, the kernel's own among them; which ones is read where they are asked for.
  if (kind === 'memoryLeak') return false;
  if (kind === 'kcsan') return isOwnRace(report, sysfsName(module));
  return !ofTime.has(kind) || moduleFrame?.module === sysfsName(module);
}

const ofTime: ReadonlySet<ReportKind> = new Set(['softLockup', 'hardLockup', 'rcuStall', 'workqueueLockup', 'hang']);

/** A kernel that goes on tells the same of the same frames again. */
function onceEach(reports: readonly CrashReport[]): readonly CrashReport[] {
  const keyOf = ({title, stacks}: CrashReport) =>
    JSON.stringify([title, stacks.map(({frames}) => frames.map(frameText).join()).toSorted()]);
  return [...new Map(reports.toReversed().map((report) => [keyOf(report), report])).values()].toReversed();
}

/** Never rejects: a crash is told even where nothing more can be found out about it. */
export async function located(
  reports: readonly CrashReport[],
  {koPath, sourceFolder}: Examined,
): Promise<readonly LocatedReport[]> {
  const options = {kos: [koPath], sourceFolder};
  return locateReports(reports, options, {folders: [sourceFolder], anywhere: false}).catch(() => reports);
}

export function findingOf(report: LocatedReport): CheckFinding {
  const is = classOfReport(report);
  const places = placesShown(report);
  const [place] = places;
  const at = [...new Set(places.map(placeText))].join(' and ');
  return {
    class: is,
    severity: severityShown(is),
    ...(place === undefined ? {} : {file: place.file, line: place.line}),
    claim: `${report.title}${ownFunction(report)}${at === '' ? '' : `, at ${at}`}.`,
    evidence: bounded(report.lines),
    report,
  };
}

/** Of a race both, in an order that does not hang on who was first; the first is the finding's own. */
function placesShown(report: LocatedReport): readonly SourcePlace[] {
  if (report.kind === 'kcsan')
    return raceSides(report)
      .map(({place}) => place)
      .toSorted(byPlace);
  const place = blamedPlace(report);
  return place === undefined ? [] : [place];
}

function byPlace(one: SourcePlace, other: SourcePlace): number {
  return one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1;
}

/** A title names the function that the kernel was in; the module's own may be further up the stack. */
function ownFunction({title, moduleFrame}: CrashReport): string {
  return moduleFrame === undefined || title.includes(moduleFrame.symbol) ? '' : `, called from ${moduleFrame.symbol}`;
}

const linesMax = 90;
const charsMax = 8000;

export function bounded(lines: readonly string[]): string {
  const shown =
    lines.length <= linesMax ? lines : [...lines.slice(0, linesMax), `[${lines.length - linesMax} lines more]`];
  const text = shown.join('\n');
  return text.length <= charsMax ? text : `${text.slice(0, charsMax)} [cut]`;
}
