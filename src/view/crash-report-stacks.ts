// The stacks of a report, each with what it is of, and what lockdep says of the locks.
import {frameText, type LocatedReport, placeOfFrame, placesOf, placeText} from '../core/crash-source.ts';
import type {Frame, Stack, StackSubject} from '../kernel/report.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {safeText} from './safe-text.ts';
import {cutRow, type Row, row, span, widthOf} from './spans.ts';

const traceFramesShown = 24;
const otherFramesShown = 10;
const otherStacksShown = 6;
const drawnMax = 40;

export function traceRows(report: LocatedReport, cells: number, pen: Pen): readonly Row[] {
  if (report.trace.length === 0) return [];
  return [[], row('Trace', 'strong'), ...frameRows(report, report.trace, traceFramesShown, cells, pen)];
}

export function otherStackRows(report: LocatedReport, cells: number, pen: Pen): readonly Row[] {
  const others = (report.stacks ?? []).filter(({what, frames}) => what !== 'crash' && frames.length > 0);
  const shown = others.slice(0, otherStacksShown);
  const left = others.length - shown.length;
  return [
    ...shown.flatMap((stack) => [
      [],
      row(headOf(stack), 'strong'),
      ...frameRows(report, framesBelow(stack), otherFramesShown, cells, pen),
    ]),
    ...(left > 0 ? [[], row(`${left} more stacks`, 'dim')] : []),
  ];
}

/** SLUB names who did it in the heading, and the stack that follows names it again, where it has one. */
function framesBelow({label, frames: [first, ...rest]}: Stack): readonly Frame[] {
  if (first === undefined) return [];
  const isTold = label.includes(frameText(first)) && rest.some((frame) => frameText(frame) === frameText(first));
  return isTold ? rest : [first, ...rest];
}

export function lockRows({locks}: LocatedReport, cells: number, {width, glyphs}: Pen): readonly Row[] {
  if (locks === undefined) return [];
  const drawn = locks.scenario.slice(0, drawnMax).map((line) => row(safeText(line)));
  const chain = locks.chain.slice(0, drawnMax).map((line, at): Row => {
    const arrow = at === 0 ? '  ' : `${glyphs.below} `;
    return [span(`  ${arrow}`, 'warn'), span(oneLine(line))];
  });
  return [
    ...(chain.length === 0
      ? []
      : [[], row('The cycle of locks, from the one wanted to the one held', 'strong'), ...chain]),
    ...(drawn.length === 0 ? [] : [[], ...drawn]),
  ].map((one) => cutRow(one, cells, width, glyphs.ellipsis));
}

function headOf({what, label, task}: Stack): string {
  return oneLine(
    label === '' ? `${subjects[what]}${task === undefined ? '' : ` by ${task}`}` : label.replace(/:$/, ''),
  );
}

const subjects: Readonly<Record<StackSubject, string>> = {
  crash: 'Trace',
  allocation: 'Allocated',
  free: 'Freed',
  relatedWork: 'Last potentially related work',
  lockChain: 'A lock of the chain was taken',
  lockHolder: 'The lock is held',
  access: 'The other access',
  other: 'Another stack',
};

function frameRows(
  report: LocatedReport,
  frames: readonly Frame[],
  shownMax: number,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const left = frames.length - Math.min(frames.length, shownMax);
  return [
    ...frames.slice(0, shownMax).flatMap((frame) => frameRow(report, frame, cells, pen)),
    ...(left > 0 ? [row(`  ${left} more`, 'dim')] : []),
  ];
}

/** The frame at the left, its place at the right, or below it where both don't fit; then what it was inlined into. */
function frameRow(report: LocatedReport, frame: Frame, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const isBlamed = report.moduleFrame !== undefined && frameText(report.moduleFrame) === frameText(frame);
  const tone = isBlamed ? 'bad' : frame.module === undefined || !frame.reliable ? 'dim' : 'plain';
  const mark = isBlamed ? glyphs.call : ' ';
  const head: Row = [span(`${mark} `, 'bad'), span(`${frame.reliable ? '' : '? '}${safeText(frameText(frame))}`, tone)];
  const located = placeOfFrame(report.source, frame);
  if (located === undefined) return [cutRow(head, cells, width, glyphs.ellipsis)];
  const places = placesOf(located).map((place, at, all) => {
    const inside = at === all.length - 1 ? '' : `${place.function} in `;
    const doubt = located.unchecked ? ', not checked' : '';
    return safeText(`${inside}${placeText(place)}${doubt}`);
  });
  const [first = '', ...more] = places;
  const room = cells - widthOf(head, width) - 2;
  const fits = width(first) <= room;
  const rows: readonly Row[] = [
    fits ? [...head, span(`  ${first}`, 'accent')] : head,
    ...(fits ? more : places).map((text): Row => [span(`      ${text}`, 'accent')]),
  ];
  return rows.map((one) => cutRow(one, cells, width, glyphs.ellipsis));
}
