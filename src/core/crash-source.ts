// Where in the source a crash lies, found with the debug data of what ran: what stands beside a report for roles and persons.
import type {CrashReport, Frame} from '../kernel/report.ts';

export interface SourcePlace {
  readonly function: string;
  /** Relative to the person's source folder where it lies in it, else as the compiler was given it. */
  readonly file: string;
  readonly line: number;
}

/** The innermost place of a frame; `inlined` are those that it was inlined into, from the inside out. */
export interface Located extends SourcePlace {
  readonly inlined: readonly SourcePlace[];
  /** Nothing in the report shows that the file is the one that ran: it prints no size of this function. */
  readonly unchecked?: true;
}

/** A frame as the kernel prints it, and where it is; or in words why that is not told. */
export type PlacedFrame =
  | {readonly frame: string; readonly located: Located}
  | {readonly frame: string; readonly refused: string};

/** The lines around `line`, which is counted from 1 as `firstLine` is. */
export interface Excerpt {
  readonly file: string;
  readonly line: number;
  readonly firstLine: number;
  readonly lines: readonly string[];
}

export interface Instruction {
  readonly text: string;
  /** The one that the processor stopped at. */
  readonly traps: boolean;
}

/** All lists are short; see src/drivers/symbols. */
export interface CrashSource {
  readonly places: readonly PlacedFrame[];
  /** The first is that of the blamed line. */
  readonly excerpts: readonly Excerpt[];
  readonly instructions: readonly Instruction[];
}

/** `source` is absent where nobody looked, and in what was written before anybody could. */
export interface LocatedReport extends CrashReport {
  readonly source?: CrashSource;
}

/** `ringlog_read+0x81/0x140 [ringlog]` */
export function frameText({symbol, offset, size, module}: Frame): string {
  const place = `${symbol}+0x${offset.toString(16)}/0x${size.toString(16)}`;
  return module === undefined ? place : `${place} [${module}]`;
}

export function placeOfFrame(source: CrashSource | undefined, frame: Frame): Located | undefined {
  const placed = placedAs(source, frame);
  return placed !== undefined && 'located' in placed ? placed.located : undefined;
}

function placedAs(source: CrashSource | undefined, frame: Frame): PlacedFrame | undefined {
  const text = frameText(frame);
  return source?.places.find((place) => place.frame === text);
}

/** `ringlog.c:120`, in the house's own file where the innermost one is a header of the kernel. */
export function placeText({file, line}: Pick<SourcePlace, 'file' | 'line'>): string {
  return `${file}:${line}`;
}

/** What stands behind a place that may be another's. */
export const uncheckedWords = 'not checked: the report does not tell the size of this function';

/** From the inside out. */
export function placesOf(located: Located): readonly SourcePlace[] {
  return [{function: located.function, file: located.file, line: located.line}, ...located.inlined];
}

/** The place to be mended: the innermost one that does not lie outside of the person's folder. */
export function ownPlace(located: Located): SourcePlace {
  return placesOf(located).find(({file}) => !isForeign(file)) ?? located;
}

/** Of a stack from its top: the first place in the person's own folder. A header's function may have become a frame of its own. */
export function firstOwnPlace(places: readonly PlacedFrame[]): SourcePlace | undefined {
  return places
    .flatMap((place) => ('located' in place ? [ownPlace(place.located)] : []))
    .find(({file}) => !isForeign(file));
}

/** The line to be mended, where it lies in the person's own folder. */
export function blamedPlace(report: LocatedReport | undefined): SourcePlace | undefined {
  const frame = report?.moduleFrame ?? report?.frame;
  if (report === undefined || frame === undefined) return undefined;
  return firstOwnPlace([frame, ...callersOf(report, frame)].flatMap((one) => placedAs(report.source, one) ?? []));
}

/** In the same module. */
function callersOf({trace}: CrashReport, frame: Frame): readonly Frame[] {
  const at = trace.findIndex((one) => frameText(one) === frameText(frame));
  return at < 0 ? [] : trace.slice(at + 1).filter(({module}) => module !== undefined && module === frame.module);
}

function isForeign(file: string): boolean {
  return file.startsWith('/') || file.startsWith('.');
}

/**
 * A report of the console as a run told it, with its source: the target itself knows none. The kernel's own time makes them
 * the same.
 */
export function withRunSource(
  report: CrashReport,
  runs: readonly {readonly reports: readonly LocatedReport[]}[],
): LocatedReport {
  for (const run of runs.toReversed()) {
    const told = run.reports.find((one) => one.title === report.title && one.atSeconds === report.atSeconds);
    if (told?.source !== undefined) return {...report, source: told.source};
  }
  return report;
}
