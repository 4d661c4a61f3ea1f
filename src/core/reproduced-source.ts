// The source of a crash that an old build was made to show once more: the places are those of when it crashed first, since it is the same build.
import {frameText, type LocatedReport, withRunSource} from './crash-source.ts';
import type {Run} from './entities.ts';

/** `report` is the console's own, told at `atMs`; it comes back as it is where nobody has looked for its source. */
export function withSourceOf(report: LocatedReport, atMs: number, runs: readonly Run[]): LocatedReport {
  const own = withRunSource(report, runs);
  if (own.source !== undefined) return own;
  const at = runs.findLastIndex(({startedAtMs}) => startedAtMs <= atMs);
  const run = runs[at];
  if (run === undefined || run.reproduction?.title !== report.title || run.reproduction.seen === 0) return own;
  if (run.durationMs !== undefined && atMs > run.startedAtMs + run.durationMs) return own;
  const first = runs
    .slice(0, at)
    .flatMap(({reports}) => reports)
    .findLast((one) => one.source !== undefined && isSame(one, report));
  return first?.source === undefined ? own : {...report, source: first.source};
}

function isSame(one: LocatedReport, other: LocatedReport): boolean {
  if (one.title !== other.title || one.moduleFrame === undefined || other.moduleFrame === undefined) return false;
  return frameText(one.moduleFrame) === frameText(other.moduleFrame);
}
