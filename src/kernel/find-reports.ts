// Finds the crash reports of a whole text: a part of a console, or a record of pstore.
import {initialWatch, watchConsole} from './console-watch.ts';
import {type ConsoleFact, endRecognition} from './recognise.ts';
import type {CrashReport} from './report.ts';

/** In the order of the text. A complaint and the panic that it led to are one report, of the complaint. */
export function findReports(text: string): readonly CrashReport[] {
  const {watch, facts} = watchConsole(initialWatch, text.endsWith('\n') ? text : `${text}\n`);
  return reportsOf([...facts, ...endRecognition(watch.recogniser).facts]);
}

/** A panic's report replaces that of the complaint which it follows from. */
export function reportsOf(facts: readonly ConsoleFact[]): readonly CrashReport[] {
  const reports: CrashReport[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'report' && fact.kind !== 'panic') continue;
    const same = reports.findIndex(({startLine}) => startLine === fact.report.startLine);
    if (same === -1) reports.push(fact.report);
    else reports[same] = fact.report;
  }
  return reports;
}
