// Finds the crash reports of a text: whole (a part of a console, a record of pstore), or as it comes, of any length and cut
// anywhere, in bounded memory.
import {type ConsoleWatch, initialWatch, watchConsole} from './console-watch.ts';
import {consequenceLines} from './events.ts';
import {type ConsoleFact, endRecognition} from './recognise.ts';
import type {CrashReport} from './report.ts';

/** In the order of the text. A complaint and the panic that it led to are one report, of the complaint. */
export function findReports(text: string): readonly CrashReport[] {
  const {watch, facts} = watchConsole(initialWatch, text.endsWith('\n') ? text : `${text}\n`);
  return reportsOf([...facts, ...endRecognition(watch.recogniser).facts]);
}

/** A panic's report replaces that of the complaint which it follows from. */
function reportsOf(facts: readonly ConsoleFact[]): readonly CrashReport[] {
  const reports: CrashReport[] = [];
  for (const fact of facts) addFact(reports, fact);
  return reports.toSorted((a, b) => a.startLine - b.startLine);
}

/** A panic follows from one of the newest complaints, so no more are looked through: a flood of reports stays cheap. */
const newest = 16;

function addFact(reports: CrashReport[], fact: ConsoleFact): void {
  if (fact.kind !== 'report' && fact.kind !== 'panic') return;
  for (let at = reports.length - 1; at >= Math.max(0, reports.length - newest); at--) {
    if (reports[at]?.startLine !== fact.report.startLine) continue;
    reports[at] = fact.report;
    return;
  }
  reports.push(fact.report);
}

/**
 * Reads a stream. `take` gives the reports that are complete, in the order of the text: one waits until no panic can
 * follow from it any more, and until those are complete that began before it. `end` gives what is left, and is called once.
 * A kernel that starts although the one before it had not said that it goes down is a report too.
 */
export interface ReportReader {
  take(text: string): readonly CrashReport[];
  end(): readonly CrashReport[];
}

export function openReportReader(): ReportReader {
  let watch = initialWatch;
  let waiting: CrashReport[] = [];

  const advance = (next: ConsoleWatch, facts: readonly ConsoleFact[]): void => {
    watch = next;
    for (const fact of facts) {
      addFact(waiting, fact);
      if (fact.kind === 'bootStarted' && fact.unexpected !== undefined) {
        waiting.push(unexpectedReboot(fact.release, fact.unexpected));
      }
    }
  };
  const release = (isReady: (report: CrashReport) => boolean): readonly CrashReport[] => {
    const ordered = waiting.toSorted((a, b) => a.startLine - b.startLine);
    const held = ordered.findIndex((report) => !isReady(report));
    const ready = held === -1 ? ordered : ordered.slice(0, held);
    waiting = held === -1 ? [] : ordered.slice(held);
    return ready;
  };
  return {
    take(text) {
      const watched = watchConsole(watch, text);
      advance(watched.watch, watched.facts);
      if (waiting.length === 0) return [];
      const {line, lanes} = watch.recogniser;
      const firstOpen = Math.min(...lanes.map(({open}) => open.startLine));
      const panicking = new Set(lanes.map(({related}) => related?.startLine));
      return release(({startLine, endLine, panicked}) => {
        if (startLine >= firstOpen || panicking.has(startLine)) return false;
        return panicked || line - endLine > consequenceLines;
      });
    },
    end() {
      const last = watch.rest === '' ? {watch, facts: []} : watchConsole(watch, '\n');
      const ended = endRecognition(last.watch.recogniser);
      advance(last.watch, [...last.facts, ...ended.facts]);
      return release(() => true);
    },
  };
}

function unexpectedReboot(release: string, line: number): CrashReport {
  return {
    kind: 'unexpectedReboot',
    title: 'unexpected kernel reboot',
    trace: [],
    stacks: [],
    release,
    lines: [`Linux version ${release}`],
    startLine: line,
    endLine: line,
    panicked: false,
  };
}
