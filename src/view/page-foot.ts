// The foot of something that is read: how much lies below.
import type {Pen} from './pen.ts';
import {type Row, span} from './spans.ts';

export function pageFoot(
  scroll: number,
  {total, height}: {readonly total: number; readonly height: number},
  {glyphs}: Pen,
): Row {
  const below = total - scroll - height;
  return below > 0 ? [span(`${glyphs.below} ${below} more`, 'dim')] : [];
}
