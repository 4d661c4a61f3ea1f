// What a report on the console means for the kernel that printed it.
import type {CrashReport, ReportKind} from '../../kernel/report.ts';

/** A kernel that complained like this cannot be trusted with another run. Leaks and their like leave it sound. */
export function isDamaging(report: CrashReport): boolean {
  return !harmless.has(report.kind);
}

const harmless: ReadonlySet<ReportKind> = new Set([
  'lockdep',
  'rcuUsage',
  'memoryLeak',
  'kcsan',
  'pageAllocation',
  'outOfMemory',
  'netdevice',
  'other',
]);

/** When pvpanic told of a panic and the console had none of it. */
export const panicWithoutReport: CrashReport = {
  kind: 'panic',
  title: 'kernel panic',
  trace: [],
  stacks: [],
  lines: [],
  startLine: 0,
  endLine: 0,
  corrupted: 'the panic was told by pvpanic; the console has no report of it',
  panicked: true,
};
