// What every part of the screen is drawn with.
import type {Glyphs} from './glyphs.ts';
import type {Width} from './spans.ts';

export interface Pen {
  readonly width: Width;
  readonly glyphs: Glyphs;
  readonly nowMs: number;
}
