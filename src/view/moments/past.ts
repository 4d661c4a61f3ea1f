// What the screen knew at each point of the time line: kept as it comes, as many as the time line has, so that looking at one
// costs a look-up. States share what they have in common; the console is the capture's to tell.
import type {Entry} from '../../core/events.ts';
import {kept, lastOf} from '../../core/limits.ts';
import type {Mark} from '../../core/state.ts';
import {type ConsoleView, emptyConsole} from '../console-view.ts';
import type {Live} from '../live.ts';

export interface Past {
  readonly points: readonly PastPoint[];
  /** Bytes that the console had given by the newest event. */
  readonly consoleBytes: number;
}

interface PastPoint {
  readonly mark: Mark;
  readonly live: Live;
  readonly consoleBytes: number;
}

export const noPast: Past = {points: [], consoleBytes: 0};

/** `live`: with the entry folded in. An entry that was seen before changes nothing. */
export function pastAfter(past: Past, {seq, consoleByte = 0}: Entry, live: Live): Past {
  const consoleBytes = Math.max(past.consoleBytes, consoleByte);
  const mark = live.state.marks.at(-1);
  const isPoint = mark?.seq === seq && seq > (past.points.at(-1)?.mark.seq ?? 0);
  if (!isPoint) return consoleBytes === past.consoleBytes ? past : {...past, consoleBytes};
  // What was being written is not in the journal either, and the console of each point would be another one.
  const point = {mark, live: {...live, streams: {}, console: emptyConsole}, consoleBytes};
  return {points: lastOf([...past.points, point], kept.marks), consoleBytes};
}

/** What the screen shows of a point: all of it as of then, but for the link. The oldest that is kept stands for older ones. */
export function liveThen(
  {points}: Past,
  seq: number,
  now: Live,
  nowMs: number,
  consoleAt: (bytes: number) => ConsoleView,
): Live {
  const point = points.findLast(({mark}) => mark.seq <= seq) ?? points[0];
  if (point === undefined) return now;
  const {link, caughtUp, trouble, state} = now;
  return {
    ...point.live,
    ...{link, caughtUp, trouble},
    console: consoleAt(point.consoleBytes),
    moment: {mark: point.mark, marks: points.map(({mark}) => mark), now: state, nowMs},
  };
}
