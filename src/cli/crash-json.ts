// A crash report as a program reads it: the fields that are promised first, then all that is known. Pure.
import {type CrashSource, frameText, type LocatedReport, ownPlace, placeOfFrame} from '../core/crash-source.ts';
import type {Stack} from '../kernel/report.ts';

const stacksMax = 16;
const framesMax = 64;

export type JsonReport = Readonly<Record<string, unknown>>;

export function jsonReport(report: LocatedReport, record?: string): JsonReport {
  const {title, kind, frame, moduleFrame, corrupted, suppressed, panicked, panicReason, startLine, endLine} = report;
  const {task, cpu, release, taint, atSeconds, object, locks, source} = report;
  return {
    title,
    kind,
    frame: frame === undefined ? null : frameText(frame),
    corrupted: corrupted !== undefined,
    panicked,
    startLine,
    endLine,
    ...given({
      moduleFrame: moduleFrame && frameText(moduleFrame),
      corruptedBecause: corrupted,
      suppressedBecause: suppressed,
      panicReason,
      task,
      cpu,
      release,
      taint,
      atSeconds,
      object,
      locks,
      record,
    }),
    stacks: (report.stacks ?? []).slice(0, stacksMax).map(jsonStack),
    ...(source === undefined ? {} : sourceFields(report, source)),
  };
}

export function jsonLine(file: string, reports: readonly JsonReport[], left = 0): string {
  return `${JSON.stringify({file, reports, ...(left > 0 ? {left} : {})})}\n`;
}

function jsonStack({what, label, task, frames}: Stack): JsonReport {
  return {what, label, ...given({task}), frames: frames.slice(0, framesMax).map(frameText)};
}

/** `place` is where to look first: of the frame in the module, else of the blamed one. */
function sourceFields({frame, moduleFrame}: LocatedReport, source: CrashSource): JsonReport {
  const blamed = moduleFrame ?? frame;
  const located = blamed && placeOfFrame(source, blamed);
  return {
    ...(located === undefined ? {} : {place: {...ownPlace(located), ...given({unchecked: located.unchecked})}}),
    source,
  };
}

function given(fields: JsonReport): JsonReport {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
