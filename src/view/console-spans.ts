// The tones of a piece of a console line: what is searched stands out most, then what was typed, then the colours that a program chose.
import {placesOfWords} from './console-look.ts';
import type {ConsoleLine} from './console-view.ts';
import {type Row, type Span, span, type Tone} from './spans.ts';

/** `from` is where the piece begins in the line's text; null where that is not known. */
export function spansOfPiece(piece: string, from: number | null, line: ConsoleLine, words: string, tone: Tone): Row {
  const found = placesOfWords(piece, words);
  if (found.length === 0 && line.tones === undefined && line.typedFrom === undefined) return [span(piece, tone)];
  const isFound = (at: number): boolean => found.some((place) => at >= place && at < place + words.length);
  const spans: Span[] = [];
  for (const at of edges(piece, from, line, words, found)) {
    const last = spans.at(-1);
    const now = isFound(at.from) ? 'chosen' : toneAt(from === null ? null : from + at.from, line, tone);
    const text = piece.slice(at.from, at.to);
    if (last?.tone === now) spans[spans.length - 1] = {text: last.text + text, tone: now};
    else spans.push({text, tone: now});
  }
  return spans;
}

/** Stretches of the piece in which nothing changes. */
function edges(
  piece: string,
  from: number | null,
  {tones = [], typedFrom}: ConsoleLine,
  words: string,
  found: readonly number[],
): readonly {readonly from: number; readonly to: number}[] {
  const own =
    from === null ? [] : [...tones.flatMap((run) => [run.from, run.to]), typedFrom ?? 0].map((at) => at - from);
  const inside = [...found, ...found.map((at) => at + words.length), ...own].filter(
    (at) => at > 0 && at < piece.length,
  );
  const places = [...new Set([0, ...inside, piece.length])].sort((one, other) => one - other);
  return places.slice(1).map((to, index) => ({from: places[index] ?? 0, to}));
}

function toneAt(at: number | null, {tones = [], typedFrom}: ConsoleLine, tone: Tone): Tone {
  if (at === null) return tone;
  if (typedFrom !== undefined && at >= typedFrom) return 'accent';
  return tones.find((run) => at >= run.from && at < run.to)?.tone ?? tone;
}

/** Where each piece of a line that was wrapped begins in it; a line that is continued is indented, and blanks at its end are gone. */
export function placesOfPieces(pieces: readonly string[], text: string): readonly (number | null)[] {
  let from = 0;
  return pieces.map((piece, index) => {
    const indent = index === 0 ? 0 : piece.length - piece.trimStart().length;
    const at = text.indexOf(piece.slice(indent), from);
    if (at === -1) return null;
    from = at + piece.length - indent;
    return at - indent;
  });
}
