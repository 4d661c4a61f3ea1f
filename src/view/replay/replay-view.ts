// What a frame of a replay shows beside the deck as it was: that it is one, where it stands, and the whole time line around it.
import type {Mark} from '../../core/state.ts';
import {clock} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {fitRow, type Row, type Span, span, widthOf} from '../spans.ts';
import {signs} from '../time-line.ts';
import type {ReplayPlace} from './replay-place.ts';

/** For the right end of the title line. */
export function replayStatus({isPlaying, speed, place, places}: ReplayPlace, {glyphs}: Pen): Span {
  const motion = isPlaying ? `${glyphs.works} x${speed}` : `${glyphs.paused} x${speed}`;
  return span(`REPLAY ${motion}  event ${place} of ${places}`, 'warn');
}

type Around = Pick<ReplayPlace, 'marks' | 'place' | 'atMs' | 'startMs' | 'endMs'>;

/** The points around the place: those that were, the place, and dim those that are still to come. */
export function replayTimeLine(replay: Around, cells: number, pen: Pen): Row {
  const {marks, place, atMs, startMs, endMs} = replay;
  const {glyphs, width} = pen;
  const here = ` ${clock(atMs - startMs)} of ${clock(endMs - startMs)} `;
  const cursor: Row = [span(`${glyphs.across}${glyphs.works}`, 'warn'), span(here, 'warn')];
  const at = firstAfter(marks, place);
  const room = Math.max(0, cells - 2 - widthOf(cursor, width));
  const after = taken(marks.slice(at, at + marksLookedAt), Math.floor(room / 2), pen, 'dim');
  const before = taken(marks.slice(Math.max(0, at - marksLookedAt), at).toReversed(), room - after.cells, pen);
  return fitRow([span(' '), ...before.marks.toReversed().flat(), ...cursor, ...after.marks.flat()], cells, width);
}

/** No terminal has room for more on one side. */
const marksLookedAt = 200;

function firstAfter(marks: readonly Mark[], place: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.seq ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function taken(
  marks: readonly Mark[],
  room: number,
  {glyphs, width}: Pen,
  tone?: 'dim',
): {readonly marks: readonly Row[]; readonly cells: number} {
  const shown: Row[] = [];
  let cells = 0;
  for (const {kind} of marks) {
    const sign = signs[kind];
    const row: Row = [
      span(glyphs.across.repeat(2), 'dim'),
      span(glyphs[sign.glyph], tone ?? sign.tone),
      span(sign.word, tone ?? (sign.tone === 'plain' ? 'dim' : sign.tone)),
    ];
    const wide = widthOf(row, width);
    if (cells + wide > room) break;
    cells += wide;
    shown.push(row);
  }
  return {marks: shown, cells};
}
