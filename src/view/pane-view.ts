// A pane as it is drawn: a frame with its title, status and foot in the border, and the rows between. All cut to size.
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {cutRow, fitRow, type Row, span, type Tone, widthOf} from './spans.ts';
import type {Extent} from './ui.ts';

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Every row of the place, the frame's among them, each as wide as the place. */
export interface Block {
  readonly place: Place;
  readonly rows: readonly Row[];
}

export interface Frame {
  readonly place: Place;
  readonly border: Tone;
  readonly title: Row;
  readonly status: Row;
  readonly foot: Row;
  /** At the left of the lower edge. */
  readonly meter?: Row;
  readonly rows: readonly Row[];
}

/** Cells inside the frame: one at each side stays free. */
export const innerWidth = ({width}: Place): number => Math.max(1, width - 4);
export const innerHeight = ({height}: Place): number => Math.max(0, height - 2);

export function framed({place, border, title, status, foot, meter = [], rows}: Frame, pen: Pen): Block {
  const {glyphs, width} = pen;
  const inner = innerWidth(place);
  const side = span(glyphs.down, border);
  const body = Array.from(
    {length: innerHeight(place)},
    (_, index): Row => [side, span(' '), ...fitRow(rows[index] ?? [], inner, width, glyphs.ellipsis), span(' '), side],
  );
  const above = edge(place, border, glyphs.topLeft, glyphs.topRight, title, status, pen);
  const below = edge(place, border, glyphs.bottomLeft, glyphs.bottomRight, meter, foot, pen);
  return {place, rows: [above, ...body, below]};
}

/** `╭ title ───── status ─╮`: the line between them gives way first, then the title. */
function edge(place: Place, border: Tone, left: string, right: string, title: Row, end: Row, pen: Pen): Row {
  const {width, glyphs} = pen;
  const room = place.width - 2;
  const last = cutRow(end, Math.max(0, room - 4), width, glyphs.ellipsis);
  const lastCells = widthOf(last, width);
  const taken = lastCells === 0 ? 0 : lastCells + 3;
  const first = cutRow(title, Math.max(0, room - taken - 3), width, glyphs.ellipsis);
  const firstCells = widthOf(first, width);
  const head = firstCells === 0 ? [] : [span(' '), ...first, span(' ')];
  const tail = lastCells === 0 ? [] : [span(' '), ...last, span(' '), span(glyphs.across, border)];
  const line = Math.max(0, room - (firstCells === 0 ? 0 : firstCells + 2) - taken);
  return [span(left, border), ...head, span(glyphs.across.repeat(line), border), ...tail, span(right, border)];
}

/** Nothing while the pane follows its end; else that it does not, and how much lies below. */
export function scrollFoot({to, total, follows}: Extent, pen: Pen): Row {
  if (follows) return [];
  const {glyphs} = pen;
  const below = total - to;
  return [
    span(below > 0 ? `${glyphs.below} ${below} below` : 'end', 'warn'),
    span(named(` ${glyphs.dot} {toggleFollow} follows`, pen), 'dim'),
  ];
}
