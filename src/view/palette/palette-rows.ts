// The palette as it is drawn: what is typed, and below it the commands that fit, each with its key.
import {editRows} from '../edit-rows.ts';
import {keyText} from '../key-line.ts';
import type {Live} from '../live.ts';
import type {Pen} from '../pen.ts';
import {named} from '../rebinding/named.ts';
import {type Row, row, type Span, span, spread, type Tone} from '../spans.ts';
import type {Dialog, Ui} from '../ui.ts';
import {type PaletteEntry, paletteEntries} from './entries.ts';

/** Rows of commands: the palette keeps its height while one types. */
export const paletteRowsShown = 12;

export function paletteRows(
  {edit, choice}: Extract<Dialog, {kind: 'palette'}>,
  {state}: Live,
  ui: Pick<Ui, 'focus' | 'moment' | 'replay' | 'keys' | 'arrangement'>,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const entries = paletteEntries(edit.text, ui, {state});
  const from = Math.max(0, Math.min(choice - paletteRowsShown + 1, entries.length - paletteRowsShown));
  const shown = entries.slice(from, from + paletteRowsShown);
  const rows = shown.map((entry, index) => entryRow(entry, from + index === choice, cells, pen));
  const none = entries.length === 0 ? [row('No command has these letters.', 'dim')] : [];
  const blank = Array.from({length: paletteRowsShown - rows.length - none.length}, (): Row => []);
  const foot = footRow(entries[choice]?.whyNot ?? null, entries.length - from - shown.length, cells, pen);
  return [...editRows(edit, cells, pen), [], ...rows, ...none, ...blank, foot];
}

function footRow(whyNot: string | null, below: number, cells: number, pen: Pen): Row {
  const {glyphs, width} = pen;
  const why = whyNot === null ? '' : named(`Not now: ${whyNot}`, pen);
  const more = below > 0 ? `${glyphs.below} ${below} more below` : '';
  return spread([span(why, 'warn')], [span(more, 'dim')], cells, width, glyphs.ellipsis);
}

function entryRow(entry: PaletteEntry, isChosen: boolean, cells: number, pen: Pen): Row {
  const mark = span(`${isChosen ? pen.glyphs.call : ' '} `, 'accent');
  const tone: Tone = entry.whyNot === null ? (isChosen ? 'strong' : 'plain') : 'dim';
  const key = span(keyText(entry.shown, pen.glyphs), 'dim');
  return spread([mark, ...markedText(entry, tone)], [key], cells, pen.width, pen.glyphs.ellipsis);
}

/** The letters that were found stand out. */
function markedText({text, match}: PaletteEntry, tone: Tone): readonly Span[] {
  const found = new Set(match.at);
  const spans: Span[] = [];
  for (const [index, letter] of [...text].entries()) {
    const now = found.has(index) ? 'accent' : tone;
    const last = spans.at(-1);
    if (last?.tone === now) spans[spans.length - 1] = {...last, text: last.text + letter};
    else spans.push(span(letter, now));
  }
  return spans;
}
