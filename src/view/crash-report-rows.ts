// A crash report as a page: what it was, why to believe it, where it was, and the source beside the trace.
import {
  frameText,
  type Located,
  type LocatedReport,
  ownPlace,
  placeOfFrame,
  placeText,
  uncheckedWords,
} from '../core/crash-source.ts';
import type {Frame, MemoryObject} from '../kernel/report.ts';
import {taintWords} from '../kernel/taint.ts';
import {besideRows} from './crash-report-beside.ts';
import {instructionRows, sourceRows} from './crash-report-source.ts';
import {lockRows, otherStackRows, traceRows} from './crash-report-stacks.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {hanging, type Row, span, type Tone, wrapRows} from './spans.ts';

const itemCells = 12;
const linesShown = 24;

/** `told`: its title stands above it already. */
export function crashReportRows(
  report: LocatedReport,
  cells: number,
  pen: Pen,
  title: 'first' | 'told' = 'first',
): readonly Row[] {
  const {source} = report;
  const trace = (room: number) => traceRows(report, room, pen);
  const lines = (room: number) => (source === undefined ? [] : sourceRows(source, room, pen));
  return [
    ...(title === 'told' ? [] : wrapRows(oneLine(report.title), 'bad', cells, pen.width)),
    ...factRows(report, cells, pen),
    ...besideRows(trace, lines, cells, pen),
    ...otherStackRows(report, cells, pen),
    ...lockRows(report, cells, pen),
    ...(source === undefined ? [] : instructionRows(source, cells, pen)),
    ...(report.trace.length === 0 && (report.stacks ?? []).length === 0 ? lineRows(report, cells, pen) : []),
  ];
}

function factRows(report: LocatedReport, cells: number, pen: Pen): readonly Row[] {
  const {frame, moduleFrame, release, taint, corrupted, suppressed, panicked, panicReason, object, locks} = report;
  const item = (name: string, text: string | undefined, tone: Tone = 'plain'): readonly Row[] =>
    text === undefined || text === ''
      ? []
      : hanging([span(`  ${name}`.padEnd(itemCells), 'dim')], oneLine(text), tone, cells, pen.width);
  const isOther = moduleFrame !== undefined && frame !== undefined && frameText(moduleFrame) !== frameText(frame);
  const words = taint === undefined ? [] : taintWords(taint.replace('G', ''));
  return [
    ...item('where', whereWords(report)),
    ...item('blamed', frame && placed(frame, report), 'warn'),
    ...(frame === undefined || isOther ? item('module', moduleFrame && placed(moduleFrame, report), 'warn') : []),
    ...item('memory', object && objectWords(object)),
    ...item('holds', locks?.held.join('; ')),
    ...item('kernel', release),
    ...item('taint', words.length === 0 ? undefined : `${taint}: ${words.join('; ')}`),
    ...item('panic', panicked ? (panicReason ?? 'the kernel panicked') : undefined, 'bad'),
    ...item('not whole', corrupted, 'warn'),
    ...item('known noise', suppressed, 'dim'),
    ...refusals(report).flatMap((why) => item('source', why, 'warn')),
  ];
}

function whereWords({kind, task, cpu, atSeconds, startLine, endLine}: LocatedReport): string {
  return [
    kind,
    task === undefined ? '' : `in ${task}`,
    cpu === undefined ? '' : `on CPU ${cpu}`,
    atSeconds === undefined ? '' : `${atSeconds.toFixed(3)} s after the boot`,
    startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function placed(frame: Frame, {source}: LocatedReport): string {
  const located = placeOfFrame(source, frame);
  return located === undefined ? frameText(frame) : `${frameText(frame)} at ${placedWords(located)}`;
}

function placedWords(located: Located): string {
  const own = ownPlace(located);
  const within = own.function === located.function ? '' : `, where ${located.function} was inlined`;
  return `${placeText(own)}${within}${located.unchecked ? ` (${uncheckedWords})` : ''}`;
}

function objectWords({address, cache, sizeBytes, offsetBytes, relation, access}: MemoryObject): string {
  const touched =
    access === undefined
      ? undefined
      : `${access.kind}${access.sizeBytes === undefined ? '' : ` of ${access.sizeBytes} bytes`}${access.by === undefined ? '' : ` by ${access.by}`}`;
  const parts = [
    touched,
    relation ?? (offsetBytes === undefined ? undefined : `at offset ${offsetBytes}`),
    cache === undefined ? undefined : `cache ${cache}`,
    sizeBytes === undefined ? undefined : `object of ${sizeBytes} bytes`,
    address === undefined ? undefined : `at ${address}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Why a frame of a module, or an address without a name, has no place; that no vmlinux was given is no news. */
function refusals({source}: LocatedReport): readonly string[] {
  const refused = (source?.places ?? []).flatMap((place) => ('refused' in place ? [place] : []));
  return [...new Set(refused.filter(({frame}) => /^0x|\]$/.test(frame)).map(({refused: why}) => why))].slice(0, 3);
}

/** What the kernel printed, where no stack could be read from it. */
function lineRows({lines}: LocatedReport, cells: number, {width}: Pen): readonly Row[] {
  return wrapRows(lines.slice(0, linesShown).join('\n'), 'dim', cells, width);
}
