// What a frame shows of a moment that is looked at: that it is not now, how long ago it is, and how the session stands meanwhile.
import {clock} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {replayTimeLine} from '../replay/replay-view.ts';
import {type Row, type Span, span} from '../spans.ts';
import type {Moment} from './moment.ts';

/** For the right end of the title line; `nowStatus` is what would stand there. */
export function momentStatus({mark, now, nowMs}: Moment, nowStatus: string): Span {
  const when = clock(mark.atMs - now.startedAtMs);
  return span(`looking at ${when}, ${clock(nowMs - mark.atMs)} ago (now: ${nowStatus})`, 'warn');
}

/** The points around the moment; the later ones dim. */
export function momentTimeLine({mark, marks, now, nowMs}: Moment, cells: number, pen: Pen): Row {
  const place = {marks, place: mark.seq, atMs: mark.atMs, startMs: now.startedAtMs, endMs: nowMs};
  return replayTimeLine(place, cells, pen);
}
