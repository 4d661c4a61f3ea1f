// Reads a log that was made from whole ones, and says what is wrong with what came of it.
import {findReports, openReportReader} from '../../src/kernel/find-reports.ts';
import type {CrashReport} from '../../src/kernel/report.ts';
import {cutAnywhere, type Dice, mutated} from './mutate.ts';

export interface Reading {
  readonly text: string;
  readonly reports: readonly CrashReport[];
  /** Empty when all is well. */
  readonly wrong: readonly string[];
}

export function readMutated(logs: readonly string[], dice: Dice): Reading {
  const text = mutated(logs, dice);
  const reports = readIn([text]);
  const again = readIn(cutAnywhere(text, dice));
  const wrong = [
    ...(JSON.stringify(again) === JSON.stringify(reports) ? [] : ['another cut gives other reports']),
    ...reports.flatMap((report) => boundsBroken(report, text)),
    ...(findReports(text).length > text.length ? ['more reports than characters'] : []),
  ];
  return {text, reports, wrong};
}

function readIn(chunks: readonly string[]): readonly CrashReport[] {
  const reader = openReportReader();
  return [...chunks.flatMap((chunk) => reader.take(chunk)), ...reader.end()];
}

const charsMax = 200_000;

function boundsBroken(report: CrashReport, text: string): readonly string[] {
  const lines = text.split('\n').length + Math.ceil(text.length / 4096) + 1;
  const checks: readonly [boolean, string][] = [
    [JSON.stringify(report).length <= charsMax, `"${report.title}" is larger than ${charsMax}`],
    [report.title.length > 0 && report.title.length <= 500, `the title "${report.title}" has no fit length`],
    [report.startLine >= 0 && report.startLine <= report.endLine, `"${report.title}" ends before it starts`],
    [report.endLine <= lines, `"${report.title}" ends behind the text`],
    [!/[\x00-\x08\x0b-\x1f\x7f]/.test(report.lines.join('')), `"${report.title}" has control characters`],
  ];
  return checks.filter(([holds]) => !holds).map(([, words]) => words);
}
