// Rows as the terminal's own codes, once for as long as a row stays as it is. Given to Ink as spans, a row is styled and measured anew
// in every frame, whatever has changed: half of what a frame costs.
import type {Row} from '../src/view/spans.ts';
import {type Depth, lookEnd, lookStart} from './sgr-codes.ts';
import {lookOf, type Palette} from './tones.ts';

export type RowPainter = (row: Row) => string;

export function rowPainter(palette: Palette, depth: Depth): RowPainter {
  return (row) =>
    row
      .map(({text, tone}) => {
        const start = lookStart(lookOf(tone, palette), depth);
        const shown = text.replace(controls, '');
        return start === '' ? shown : `${start}${shown}${lookEnd}`;
      })
      .join('');
}

/** Texts come here clean. Should one not be, its escape sequences don't reach the terminal: what is painted Ink takes as it is. */
const controls = /\p{Control}/gu;
