// Rows of text with tones, cut, wrapped and padded by the cells that they take on a terminal.
import {safeText} from './safe-text.ts';
import type {SgrTone} from './sgr.ts';

/** What a piece of text is, not its colour: that is the components' to choose. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'good'
  | 'bad'
  | 'warn'
  /** Reversed: what is chosen, the cursor, and banners that must be seen. */
  | 'chosen'
  | 'alarm'
  | 'ask'
  | 'done'
  /** A bar of a chart. */
  | 'bar'
  /** As a program on the target wants it. */
  | SgrTone;

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Row = readonly Span[];

/** Cells that a text takes on the terminal. */
export type Width = (text: string) => number;

export const span = (text: string, tone: Tone = 'plain'): Span => ({text, tone});
export const row = (text: string, tone: Tone = 'plain'): Row => [{text, tone}];

/** A width function that does not ask for what is known to be narrow: ASCII, and what frames and bars are made of. */
export function quickWidth(width: Width): Width {
  return (text) => (narrow.test(text) ? text.length : width(text));
}

const narrow = /^[\x20-\x7e\u2500-\u259f\u25b0\u25b1\u2026\u00b7]*$/;

const ascii = /^[\x20-\x7e]*$/;

export function widthOf(spans: Row, width: Width): number {
  let cells = 0;
  for (const {text} of spans) cells += width(text);
  return cells;
}

/** At most `cells` wide; what was cut ends in an ellipsis. */
export function cutText(text: string, cells: number, width: Width, ellipsis = '…'): string {
  if (cells <= 0) return '';
  if (width(text) <= cells) return text;
  const room = cells - width(ellipsis);
  return room <= 0 ? ellipsis.slice(0, cells) : headOf(text, room, width) + ellipsis;
}

/** As much of the beginning as fits, without a mark. */
export function headOf(text: string, cells: number, width: Width): string {
  if (ascii.test(text)) return text.slice(0, cells);
  let taken = 0;
  let end = 0;
  for (const {segment, index} of segmenter.segment(text)) {
    const wide = width(segment);
    if (taken + wide > cells) break;
    taken += wide;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

export function cutRow(spans: Row, cells: number, width: Width, ellipsis = '…'): Row {
  if (widthOf(spans, width) <= cells) return spans;
  const cut: Span[] = [];
  let left = cells;
  for (const {text, tone} of spans) {
    const wide = width(text);
    if (wide < left) {
      cut.push({text, tone});
      left -= wide;
      continue;
    }
    cut.push({text: cutText(`${text} `, left, width, ellipsis), tone});
    break;
  }
  return cut;
}

/** Exactly `cells` wide. */
export function fitRow(spans: Row, cells: number, width: Width, ellipsis = '…'): Row {
  const cut = cutRow(spans, cells, width, ellipsis);
  const missing = cells - widthOf(cut, width);
  return missing > 0 ? [...cut, span(' '.repeat(missing))] : cut;
}

/** `left` and `right` at the two edges; where they don't fit together, the left one gives way. */
export function spread(left: Row, right: Row, cells: number, width: Width, ellipsis = '…'): Row {
  const end = cutRow(right, cells, width, ellipsis);
  const wide = widthOf(end, width);
  if (wide === 0) return fitRow(left, cells, width, ellipsis);
  const room = cells - wide - 1;
  return room <= 0 ? fitRow(end, cells, width) : [...fitRow(left, room, width, ellipsis), span(' '), ...end];
}

/** Lines of at most `cells`, broken between words where there are any; what a line is indented by, its other lines are too. */
export function wrapText(text: string, cells: number, width: Width): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(safeText(line), Math.max(1, cells), width));
}

function wrapLine(line: string, cells: number, width: Width): readonly string[] {
  if (width(line) <= cells) return [line.trimEnd()];
  const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, Math.floor(cells / 2));
  const lines: string[] = [];
  let current = indent;
  let taken = indent.length;
  const end = (): void => {
    if (taken > indent.length) lines.push(current.trimEnd());
    current = indent;
    taken = indent.length;
  };
  for (const word of line.trim().split(/(?<= )(?=\S)/)) {
    let rest = word;
    if (taken + width(rest.trimEnd()) > cells) end();
    while (taken + width(rest.trimEnd()) > cells) {
      const head = headOf(rest, cells - taken, width) || rest.slice(0, 1);
      current += head;
      taken = cells;
      rest = rest.slice(head.length);
      end();
    }
    current += rest;
    taken += width(rest);
  }
  end();
  return lines.length === 0 ? [''] : lines;
}

export function wrapRows(text: string, tone: Tone, cells: number, width: Width): readonly Row[] {
  return wrapText(text, cells, width).map((line) => row(line, tone));
}

/** The text wrapped beside a head that its first line follows; the other lines are indented by as much as the head takes. */
export function hanging(head: Row, text: string, tone: Tone, cells: number, width: Width): readonly Row[] {
  const indent = widthOf(head, width);
  return wrapText(text, cells - indent, width).map((line, index) =>
    index === 0 ? [...head, span(line, tone)] : [span(' '.repeat(indent)), span(line, tone)],
  );
}
