// What every part of the screen is drawn with.
import type {Charts} from './charts.ts';
import type {Glyphs} from './glyphs.ts';
import type {Width} from './spans.ts';

export interface Pen {
  readonly width: Width;
  readonly glyphs: Glyphs;
  readonly nowMs: number;
  /** What local time is ahead of UTC, milliseconds; without it times of day are UTC. */
  readonly zoneMs?: number;
  /** Absent where charts can't be drawn or shown: the numbers stand alone then. */
  readonly charts?: Charts;
}
