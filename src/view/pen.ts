// What every part of the screen is drawn with.
import type {Charts} from './charts.ts';
import type {Glyphs} from './glyphs.ts';
import type {KeyOf} from './rebinding/named.ts';
import type {Size} from './size.ts';
import type {Row, Width} from './spans.ts';

/** The target's console as a terminal of this size shows it; null where it is not typed into. */
export type TargetScreenOf = (size: Size) => readonly Row[] | null;

export interface Pen {
  readonly width: Width;
  readonly glyphs: Glyphs;
  readonly nowMs: number;
  /** What local time is ahead of UTC, milliseconds; without it times of day are UTC. */
  readonly zoneMs?: number;
  /** Absent where charts can't be drawn or shown: the numbers stand alone then. */
  readonly charts?: Charts;
  /** Absent where there is no terminal to be asked: the lines of the console stand for it. */
  readonly screen?: TargetScreenOf;
  /** Absent where nothing is typed. */
  readonly keyOf?: KeyOf;
}
