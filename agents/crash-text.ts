// A crash of the target as words for the role that must mend it: what happened, where, what came back, and what to do next.
import type {RunVerdict} from '../src/core/entities.ts';
import type {PstoreRecord} from '../src/core/target-events.ts';
import type {CrashRecord} from '../src/core/target-state.ts';
import type {CrashReport, Frame} from '../src/kernel/report.ts';
import {fenced} from './fence.ts';

const reportLinesShown = 60;
const reportCharactersMax = 5_000;
const registersCharactersMax = 2_500;
const traceFramesShown = 16;
const otherReportsShown = 4;

export function crashText(
  {how, stage, why}: Extract<RunVerdict, {kind: 'crashed'}>,
  reports: readonly CrashReport[],
  crash: CrashRecord | undefined,
): string {
  const recovered = (crash?.records ?? []).flatMap((record) => record.reports);
  const seen = [...(crash?.report === undefined ? [] : [crash.report]), ...reports];
  const best = bestOf([...seen, ...recovered]);
  const isFromConsole = best !== undefined && seen.includes(best);
  return [
    `The target ${how} at the stage "${stage}": ${why}`,
    ...(best === undefined ? titleOnly(crash) : blameLines(best)),
    ...(best === undefined ? [] : [reportText(best, isFromConsole ? "the target's console" : 'a pstore record')]),
    ...otherTitles([...seen, ...recovered], best),
    pstoreText(crash),
    ...registersLines(how, crash?.registers),
    nextText(how, best),
  ].join('\n');
}

export function reportText(report: CrashReport, source: string): string {
  const left = report.lines.length - reportLinesShown;
  const lines = [...report.lines.slice(0, reportLinesShown), ...(left > 0 ? [`[... ${left} more lines ...]`] : [])];
  return fenced(source, lines.join('\n'), reportCharactersMax);
}

export function frameText({symbol, offset, size, module}: Frame): string {
  const place = `${symbol}+0x${offset.toString(16)}/0x${size.toString(16)}`;
  return module === undefined ? place : `${place} [${module}]`;
}

/** The report that says most about the code: whole before corrupted, then one that reaches into the module. */
function bestOf(reports: readonly CrashReport[]): CrashReport | undefined {
  const worth = (report: CrashReport): number =>
    (report.corrupted === undefined ? 2 : 0) + (report.moduleFrame === undefined ? 0 : 1);
  return reports.reduce<CrashReport | undefined>(
    (best, report) => (best === undefined || worth(report) > worth(best) ? report : best),
    undefined,
  );
}

function titleOnly(crash: CrashRecord | undefined): readonly string[] {
  return crash === undefined ? ['There is no report of it.'] : [`${crash.title}; there is no report of it.`];
}

function blameLines({title, frame, moduleFrame, trace, task, cpu, taint, corrupted}: CrashReport): readonly string[] {
  const shown = trace.slice(0, traceFramesShown);
  const left = trace.length - shown.length;
  const frames = shown.map((one) => `${one.reliable ? '' : '? '}${frameText(one)}`);
  const where = [task && `in ${task}`, cpu !== undefined && `on CPU ${cpu}`].filter(Boolean).join(' ');
  return [
    `${title}${where === '' ? '' : ` (${where})`}`,
    `blamed frame: ${frame ? frameText(frame) : 'none was found'}`,
    `first frame in the module: ${moduleFrame ? frameText(moduleFrame) : 'none, so look at what the module had set up or left behind'}`,
    ...(frames.length === 0 ? [] : [`trace: ${frames.join(' < ')}${left > 0 ? ` < ... ${left} more` : ''}`]),
    ...(taint === undefined ? [] : [`tainted: ${taint}`]),
    ...(corrupted === undefined ? [] : [`The report is not whole (${corrupted}); trust the frames less.`]),
  ];
}

function otherTitles(reports: readonly CrashReport[], best: CrashReport | undefined): readonly string[] {
  const titles = new Set(reports.filter((report) => report !== best).map(({title}) => title));
  if (best !== undefined) titles.delete(best.title);
  const shown = [...titles].slice(0, otherReportsShown);
  return shown.length === 0 ? [] : [`also reported: ${shown.join('; ')}`];
}

function pstoreText(crash: CrashRecord | undefined): string {
  if (crash?.records === undefined) return 'pstore: not read, the target did not come back far enough';
  if (crash.records.length === 0) return 'pstore: no evidence was kept';
  return `pstore gave back: ${crash.records.map(recordText).join('; ')}`;
}

function recordText({name, reason, bytes, reports}: PstoreRecord): string {
  const [first] = reports;
  const head = `${name}${reason === undefined ? '' : ` (${reason})`}, ${bytes} bytes`;
  return first === undefined ? `${head}, without a report` : `${head}: ${first.title}`;
}

function registersLines(how: 'oopsed' | 'panicked' | 'hung', registers: string | undefined): readonly string[] {
  if (registers === undefined || registers.trim() === '') return [];
  const when = how === 'hung' ? 'while it hung' : 'before the reset';
  return [fenced(`registers of each CPU, taken ${when}`, registers, registersCharactersMax)];
}

function nextText(how: 'oopsed' | 'panicked' | 'hung', best: CrashReport | undefined): string {
  const where = best?.moduleFrame ?? best?.frame;
  const look =
    where === undefined ? 'Go through the code that ran at this stage' : `Read ${where.symbol} at that place`;
  const hang =
    how === 'hung'
      ? ' For a hang, look for a loop that can not end, a lock taken twice or left held, and a wait that nobody wakes.'
      : '';
  return `Next: ${look}, and say which statement did it and why before you change anything.${hang} Mend the cause and not the symptom, look for the same mistake elsewhere, build, and try again.`;
}
