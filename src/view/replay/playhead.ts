// Where a replay stands in its recording, and how it moves: by itself at a speed, and to wherever the person wants it.
import type {MarkKind} from '../../core/state.ts';
import {type Recording, timeAt} from './recording.ts';
import type {ReplayPlace} from './replay-place.ts';

export interface Playhead {
  readonly place: number;
  /** The recorded time that is shown. */
  readonly atMs: number;
  readonly isPlaying: boolean;
  /** Recorded time to time of the person. */
  readonly speed: number;
}

export type Scrub = 'toggle' | 'eventBack' | 'eventOn' | 'markBack' | 'markOn' | 'first' | 'last' | 'slower' | 'faster';

export const speedMin = 0.25;
export const speedMax = 4096;
/** Of a time in which nothing was told, so much is played; the night between two cores is passed over. */
const silenceMsMax = 5_000;

export function playheadAt(recording: Recording, place: number, speed: number): Playhead {
  return {place, atMs: timeAt(recording, place), isPlaying: true, speed};
}

export function replayPlaceOf({entries, marks}: Recording, playhead: Playhead): ReplayPlace {
  const [startMs, endMs] = [entries[0]?.atMs ?? 0, entries.at(-1)?.atMs ?? 0];
  return {...playhead, places: entries.length, startMs, endMs, marks};
}

/** Time of the person has gone by. At the end it stands still. */
export function played(recording: Recording, playhead: Playhead, elapsedMs: number): Playhead {
  if (!playhead.isPlaying) return playhead;
  let {place, atMs} = playhead;
  for (let leftMs = elapsedMs * playhead.speed; ; place++) {
    const next = recording.entries[place];
    if (next === undefined) return {...playhead, place, atMs, isPlaying: false};
    const fromMs = Math.max(atMs, next.atMs - silenceMsMax);
    if (next.atMs - fromMs > leftMs) return {...playhead, place, atMs: fromMs + leftMs};
    leftMs -= Math.max(0, next.atMs - fromMs);
    atMs = Math.max(fromMs, next.atMs);
  }
}

/** Moving by hand also stops it, so that what one was looking for stays. */
export function scrubbed(recording: Recording, playhead: Playhead, by: Scrub): Playhead {
  const to = (place: number): Playhead => moved(recording, playhead, place);
  const end = recording.entries.length;
  switch (by) {
    case 'toggle':
      return playhead.place >= end
        ? playheadAt(recording, 1, playhead.speed)
        : {...playhead, isPlaying: !playhead.isPlaying};
    case 'eventBack':
      return to(playhead.place - 1);
    case 'eventOn':
      return to(playhead.place + 1);
    case 'markBack':
      return to(stopsOf(recording).findLast((seq) => seq < playhead.place) ?? 1);
    case 'markOn':
      return to(stopsOf(recording).find((seq) => seq > playhead.place) ?? end);
    case 'first':
      return to(1);
    case 'last':
      return to(end);
    case 'slower':
      return {...playhead, speed: Math.max(speedMin, playhead.speed / 2)};
    case 'faster':
      return {...playhead, speed: Math.min(speedMax, playhead.speed * 2)};
    default:
      return by satisfies never;
  }
}

function moved(recording: Recording, playhead: Playhead, wanted: number): Playhead {
  const place = Math.max(1, Math.min(recording.entries.length, wanted));
  return {...playhead, place, atMs: timeAt(recording, place), isPlaying: false};
}

/** What one looks for in a session; the steps of a recovery lie between a crash and the next of these. */
const stops: ReadonlySet<MarkKind> = new Set([
  ...([
    'build',
    'buildFailed',
    'run',
    'accepted',
    'notAccepted',
    'oops',
    'panic',
    'hang',
    'approved',
    'sentBack',
  ] as const),
  ...(['hypothesis', 'acceptance', 'commit', 'message', 'constraint', 'question', 'fault', 'end'] as const),
]);

/** Places right after an event that is a stop; an entry's number is its place. */
function stopsOf({marks}: Recording): readonly number[] {
  return marks.filter(({kind}) => stops.has(kind)).map(({seq}) => seq);
}
