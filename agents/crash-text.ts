// A crash of the target as words for the role that must mend it: what happened, where, what came back, and what to do next.
import {type LocatedReport, placeOfFrame, withRunSource} from '../src/core/crash-source.ts';
import type {RunVerdict} from '../src/core/entities.ts';
import {onOneLine, quoted} from '../src/core/quoted.ts';
import type {PstoreRecord} from '../src/core/target-events.ts';
import type {CrashRecord} from '../src/core/target-state.ts';
import {type Part, partOrder, partsOf, printedText, reportParts} from './crash-report-text.ts';
import {fenced} from './fence.ts';

/** Some 4,000 tokens: addresses and punctuation are many. */
export const crashCharactersMax = 9_500;

const registersCharactersMax = 1_800;
const lastLinesCharactersMax = 1_000;
const otherReportsShown = 4;
const lineCharactersMax = 600;
const symbolCharactersMax = 200;

export function crashText(
  {how, stage, why}: Extract<RunVerdict, {kind: 'crashed'}>,
  reports: readonly LocatedReport[],
  crash: CrashRecord | undefined,
): string {
  const recovered = (crash?.records ?? []).flatMap((record) => record.reports);
  const onConsole = crash?.report === undefined ? [] : [withRunSource(crash.report, [{reports}])];
  const seen = [...onConsole, ...reports];
  const best = bestOf([...seen, ...recovered]);
  const from = best !== undefined && seen.includes(best) ? "the target's console" : 'a pstore record';
  const end = nextText(how, best);
  const parts: readonly Part[] = [
    ...partsOf('core', [`The target ${how} at the stage "${stage}": ${quoted(why)}`]),
    ...(best === undefined ? partsOf('core', titleOnly(crash)) : reportParts(best)),
    ...partsOf('last lines', lastLines(crash)),
    ...partsOf('what the kernel printed', best === undefined ? [] : [printedText(best, from)]),
    ...partsOf('other reports', otherTitles([...seen, ...recovered], best)),
    ...partsOf('pstore', [pstoreText(crash).slice(0, lineCharactersMax)]),
    ...partsOf('registers', registersLines(how, crash?.registers)),
  ];
  return `${fittingText(parts, crashCharactersMax - end.length - 1)}\n${end}`;
}

/** What one report says, to be fenced as a whole: for who was not there when it came. */
export function crashEvidence(report: LocatedReport, charactersMax: number): string {
  const parts = [...reportParts(report), ...partsOf('what the kernel printed', [printedText(report, 'the console')])];
  return fittingText(parts, charactersMax);
}

/** Leaves out whole parts, never the middle of one: a fence that lost its end would make data of what follows. */
function fittingText(parts: readonly Part[], charactersMax: number): string {
  let left = parts;
  const dropped: string[] = [];
  const text = (): string => {
    const note = dropped.length === 0 ? [] : [`left out for want of room: ${dropped.join(', ')}`];
    return [...left.map((part) => part.text), ...note].join('\n');
  };
  for (const what of partOrder) {
    if (text().length <= charactersMax) break;
    if (!left.some((part) => part.what === what)) continue;
    left = left.filter((part) => part.what !== what);
    dropped.push(what);
  }
  return text();
}

/** The report that says most about the code: whole before corrupted, then one that reaches into the module, then one with source. */
function bestOf(reports: readonly LocatedReport[]): LocatedReport | undefined {
  const worth = (report: LocatedReport): number =>
    (report.corrupted === undefined ? 4 : 0) +
    (report.moduleFrame === undefined ? 0 : 2) +
    (report.source === undefined ? 0 : 1);
  return reports.reduce<LocatedReport | undefined>(
    (best, report) => (best === undefined || worth(report) > worth(best) ? report : best),
    undefined,
  );
}

function titleOnly(crash: CrashRecord | undefined): readonly string[] {
  if (crash === undefined) return ['There is no report of it.'];
  return [`${quoted(crash.title)}; there is no report of it.`];
}

function lastLines(crash: CrashRecord | undefined): readonly string[] {
  const lines = crash?.lastLines ?? [];
  if (lines.length === 0) return [];
  return [fenced('the last lines of the console before the silence', lines.join('\n'), lastLinesCharactersMax)];
}

function otherTitles(reports: readonly LocatedReport[], best: LocatedReport | undefined): readonly string[] {
  const titles = new Set(reports.filter((report) => report !== best).map(({title}) => title));
  if (best !== undefined) titles.delete(best.title);
  const shown = [...titles].slice(0, otherReportsShown);
  return shown.length === 0 ? [] : [`also reported: ${shown.map(quoted).join('; ')}`.slice(0, lineCharactersMax)];
}

function pstoreText(crash: CrashRecord | undefined): string {
  if (crash === undefined) return 'pstore: what it gave back of this crash is not known any more';
  if (crash.records === undefined) return 'pstore: not read, the target did not come back far enough';
  if (crash.records.length === 0) return 'pstore: no evidence was kept';
  return `pstore gave back: ${crash.records.map(recordText).join('; ')}`;
}

function recordText({name, reason, bytes, reports}: PstoreRecord): string {
  const [first] = reports;
  const head = `${onOneLine(name)}${reason === undefined ? '' : ` (${onOneLine(reason)})`}, ${bytes} bytes`;
  return first === undefined ? `${head}, without a report` : `${head}: ${quoted(first.title)}`;
}

function registersLines(how: 'oopsed' | 'panicked' | 'hung', registers: string | undefined): readonly string[] {
  if (registers === undefined || registers.trim() === '') return [];
  const when = how === 'hung' ? 'while it hung' : 'before the reset';
  return [fenced(`registers of each CPU, taken ${when}`, registers, registersCharactersMax)];
}

function nextText(how: 'oopsed' | 'panicked' | 'hung', best: LocatedReport | undefined): string {
  const where = best?.moduleFrame ?? best?.frame;
  const look =
    where === undefined
      ? 'Go through the code that ran at this stage'
      : `Read ${where.symbol.slice(0, symbolCharactersMax)} at ${placeWords(best, where)}`;
  const hang =
    how === 'hung'
      ? ' For a hang, look for a loop that can not end, a lock taken twice or left held, and a wait that nobody wakes.'
      : '';
  return `Next: ${look}, and say which statement did it and why before you change anything.${hang} Mend the cause and not the symptom, look for the same mistake elsewhere, build, and try again.`;
}

function placeWords(report: LocatedReport | undefined, frame: Parameters<typeof placeOfFrame>[1]): string {
  return placeOfFrame(report?.source, frame) === undefined ? 'that place' : 'the marked line';
}
