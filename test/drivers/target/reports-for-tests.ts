// Crash reports with as little in them as a test needs.
import type {CrashReport, Frame, ReportKind} from '../../../src/kernel/report.ts';

export function report(kind: ReportKind, title: string): CrashReport {
  return {kind, title, trace: [], stacks: [], lines: [title], startLine: 1, endLine: 1, panicked: kind === 'panic'};
}

export function frame(symbol: string): Frame {
  return {symbol, offset: 1, size: 16, module: 'ring', reliable: true};
}
