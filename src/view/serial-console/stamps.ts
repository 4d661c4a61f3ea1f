// Time stamps at the beginnings of a console's lines, in a stream that is cut anywhere. What is stamped stays as it is behind its stamp.

/** `time`: of the day; `start`: since the console was opened; `delta`: since the line before. */
export type StampKind = 'none' | 'time' | 'start' | 'delta';

const stampKinds: readonly StampKind[] = ['none', 'time', 'start', 'delta'];

export function nextStampKind(kind: StampKind): StampKind {
  return stampKinds[(stampKinds.indexOf(kind) + 1) % stampKinds.length] ?? 'none';
}

export interface StampState {
  readonly kind: StampKind;
  /** The next byte begins a line. */
  readonly atStart: boolean;
  /** When the newest line began. */
  readonly lineMs: number | null;
}

export const initialStamps = (kind: StampKind): StampState => ({kind, atStart: true, lineMs: null});

export interface Moment {
  /** Null for what came before anybody looked at a clock. */
  readonly nowMs: number | null;
  readonly startMs: number;
  /** Minutes that the local time is ahead of UTC. */
  readonly zoneMinutes: number;
}

export interface Stamped {
  readonly state: StampState;
  /** Bytes of the target and stamps, in order. */
  readonly pieces: readonly (Uint8Array | string)[];
}

const [lineFeed, carriageReturn] = [10, 13] as const;

export function stampLines(before: StampState, chunk: Uint8Array, moment: Moment): Stamped {
  const {kind} = before;
  let {atStart, lineMs} = before;
  const pieces: (Uint8Array | string)[] = [];
  let from = 0;
  for (let at = 0; at < chunk.length; ) {
    if (atStart) {
      // A return before the first character would put the line over its stamp; a line with nothing in it has none.
      while (chunk[at] === carriageReturn || chunk[at] === lineFeed) at++;
      if (at === chunk.length) break;
      if (kind !== 'none') {
        if (at > from) pieces.push(chunk.subarray(from, at));
        from = at;
        pieces.push(stampOf(kind, lineMs, moment));
      }
      lineMs = moment.nowMs ?? lineMs;
      atStart = false;
    }
    const end = chunk.indexOf(lineFeed, at);
    if (end === -1) break;
    atStart = true;
    at = end + 1;
  }
  if (from < chunk.length) pieces.push(chunk.subarray(from));
  return {state: {kind, atStart, lineMs}, pieces};
}

/** Of each kind of stamp, so that what has none stands under the others. */
const widths = {time: 12, start: 9, delta: 10} as const;

function stampOf(kind: Exclude<StampKind, 'none'>, lineMs: number | null, moment: Moment): string {
  const {nowMs} = moment;
  if (nowMs === null) return `[${'earlier'.padStart(widths[kind])}] `;
  switch (kind) {
    case 'time':
      return `[${timeOfDay(nowMs + moment.zoneMinutes * 60_000)}] `;
    case 'start':
      return `[${inSeconds(nowMs - moment.startMs)}] `;
    case 'delta':
      return `[+${inSeconds(lineMs === null ? 0 : nowMs - lineMs)}] `;
    default:
      return kind satisfies never;
  }
}

const dayMs = 86_400_000;

function timeOfDay(localMs: number): string {
  const ms = Math.floor(((localMs % dayMs) + dayMs) % dayMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}

/** As wide as the kernel's own stamps up to a day, so that lines stand under each other. */
function inSeconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(3).padStart(9);
}
