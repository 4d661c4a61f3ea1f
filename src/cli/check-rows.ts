// A verdict as lines for a person: what failed, where, the console around it, and how long each part took.
import {
  blamedPlace,
  type Excerpt,
  frameText,
  type LocatedReport,
  ownPlace,
  placeOfFrame,
  placeText,
} from '../core/crash-source.ts';
import {duration} from '../view/formats.ts';
import {safeText} from '../view/safe-text.ts';
import {type Checked, diagnosticText} from './check-verdict.ts';

const diagnosticsShown = 12;
const outputLinesShown = 12;
const linesBefore = 8;
const linesAfter = 30;
const linesAtEnd = 14;

/** What is never left out, however small the screen, and between them what may be shortened. */
export interface VerdictParts {
  readonly verdict: string;
  readonly evidence: readonly string[];
  /** The last one is the times. */
  readonly end: readonly string[];
}

export function verdictParts(checked: Checked): VerdictParts {
  const evidence = [
    ...section('the compiler', diagnosticRows(checked)),
    ...section('what it printed', lastOf(linesOf(checked.output), outputLinesShown)),
    ...blameRows(checked.reports),
    ...section('the console around it', consoleRows(checked)),
  ];
  const end = [...keptRows(checked), timesRow(checked)];
  return {
    verdict: safeText(`${checked.verdict}: ${checked.reason}`),
    evidence: evidence.map(safeText),
    end: end.map(safeText),
  };
}

export function verdictRows(checked: Checked): readonly string[] {
  const {verdict, evidence, end} = verdictParts(checked);
  return [verdict, ...evidence, ...end];
}

function keptRows({kept}: Checked): readonly string[] {
  return kept === undefined ? [] : [`the whole console: ${kept.console}`, `the module that ran: ${kept.module}`];
}

export function timesRow({durations: {buildMs, resetMs, runMs, totalMs}}: Checked): string {
  const parts = [`build ${duration(buildMs)}`, `reset ${duration(resetMs)}`, `run ${duration(runMs)}`];
  return `${parts.join(', ')}, in all ${duration(totalMs)}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

function diagnosticRows({diagnostics}: Checked): readonly string[] {
  const rows = diagnostics.slice(0, diagnosticsShown).map(diagnosticText);
  const left = diagnostics.length - rows.length;
  return left > 0 ? [...rows, `(${left} more left out)`] : rows;
}

function blameRows([report]: readonly LocatedReport[]): readonly string[] {
  if (report === undefined) return [];
  const {frame, moduleFrame} = report;
  const blamed = moduleFrame ?? frame;
  if (blamed === undefined) return [];
  const place = blamedPlace(report);
  const [excerpt] = report.source?.excerpts ?? [];
  return [
    `where: ${frameText(blamed)}${place === undefined ? '' : `, ${placeText(place)}`}`,
    ...memoryRows(report),
    ...(excerpt === undefined ? [] : excerptRows(excerpt)),
  ];
}

const memory = {allocation: 'allocated', free: 'freed'} as const;

/** A checker of memory tells where it noticed; whose fault it is often lies where the object came from, or where it went. */
function memoryRows(report: LocatedReport): readonly string[] {
  return (['allocation', 'free'] as const).flatMap((what) => {
    const frames = report.stacks?.find((stack) => stack.what === what)?.frames ?? [];
    const frame = frames.find(({module, reliable}) => module !== undefined && reliable);
    if (frame === undefined) return [];
    const located = placeOfFrame(report.source, frame);
    return [`${memory[what]}: ${frameText(frame)}${located === undefined ? '' : `, ${placeText(ownPlace(located))}`}`];
  });
}

function excerptRows({line, firstLine, lines}: Excerpt): readonly string[] {
  return lines.map((text, at) => {
    const number = firstLine + at;
    return `  ${number === line ? '>' : ' '} ${String(number).padStart(4)} ${text}`;
  });
}

/** Around the first report, else the end; nothing where all went well. */
function consoleRows({verdict, console, reports}: Checked): readonly string[] {
  if (verdict === 'accepted' || console === '') return [];
  const lines = linesOf(console);
  const begins = reports[0]?.lines[0];
  const at = begins === undefined ? -1 : lines.findIndex((line) => line.includes(begins.trim()));
  if (at === -1) return lastOf(lines, linesAtEnd);
  return lines.slice(Math.max(0, at - linesBefore), at + linesAfter);
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r*\n/).filter((line) => line.trim() !== '');
}

function lastOf(lines: readonly string[], countMax: number): readonly string[] {
  return lines.slice(Math.max(0, lines.length - countMax));
}
