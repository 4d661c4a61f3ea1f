// A session's journal as something to move about in: what a screen knew at any of its events is a few steps
// from what was kept.
import type {Entry} from '../../core/events.ts';
import type {Mark} from '../../core/state.ts';
import {emptyLive, type Live, takeLine} from '../live.ts';

/** Places are counted in events that have come to be true: 0 before the first, `entries.length` after the last. */
export interface Recording {
  readonly entries: readonly Entry[];
  /** What a screen knows at every so many places, beginning with 0; the console is the capture's to tell. */
  readonly kept: readonly Live[];
  /** Every point of the time line, in order: the state itself keeps only the newest. */
  readonly marks: readonly Mark[];
  /** At each place, the bytes that the console had given by then. */
  readonly consoleBytes: readonly number[];
}

/** Far fewer steps than a key may take, and far fewer of these than would fill the memory. */
export const placesPerKept = 256;

export function recordingOf(entries: readonly Entry[]): Recording {
  const kept: Live[] = [attached];
  const marks: Mark[] = [];
  const consoleBytes: number[] = [0];
  let live = attached;
  for (const [index, entry] of entries.entries()) {
    live = afterEntry(live, entry);
    const mark = live.state.marks.at(-1);
    if (mark?.seq === entry.seq) marks.push(mark);
    if ((index + 1) % placesPerKept === 0) kept.push(live);
    consoleBytes.push(Math.max(consoleBytes[index] ?? 0, bytesBy(entry)));
  }
  return {entries, kept, marks, consoleBytes};
}

/** A run knows the part of the capture that it caused, also in a journal that says nothing of the console elsewhere. */
function bytesBy({consoleByte = 0, event}: Entry): number {
  const ran = event.type === 'run.finished' ? (event.capture?.toByte ?? 0) : 0;
  return Math.max(consoleByte, ran);
}

/** What a screen that was attached at a place knew, but for the console. From `near` on where that is a little before it. */
export function liveAt({entries, kept}: Recording, place: number, near: Live = attached): Live {
  const {seq} = near.state;
  const nearest = seq <= place && place - seq < placesPerKept ? near : kept[Math.floor(place / placesPerKept)];
  let live = nearest ?? attached;
  for (const entry of entries.slice(live.state.seq, place)) live = afterEntry(live, entry);
  return live;
}

const attached: Live = {...emptyLive, link: {kind: 'attached'}, caughtUp: true};

function afterEntry(live: Live, entry: Entry): Live {
  return takeLine(live, {kind: 'entry', entry}, {nowMs: entry.atMs, decode: () => ''});
}

/** When what is at a place came to be true. */
export function timeAt({entries}: Recording, place: number): number {
  return entries[Math.max(0, place - 1)]?.atMs ?? 0;
}
