// A text as it is being written, with its cursor.
import type {Pen} from './pen.ts';
import {type Row, span, wrapText} from './spans.ts';
import type {TextEdit} from './text-edit.ts';

/** The text with the cursor on its character. */
export function editRows({text, at}: TextEdit, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const marked = `${text.slice(0, at)}${cursorMark}${text.slice(at)}`;
  const lines = wrapText(`${marked} `, cells - 3, (part) => width(part.replace(cursorMark, '')));
  return lines.map((line, index): Row => {
    const head = span(index === 0 ? `${glyphs.said} ` : '  ', 'accent');
    const cut = line.indexOf(cursorMark);
    if (cut === -1) return [head, span(line)];
    const after = line.slice(cut + 1);
    const under = [...after][0] ?? ' ';
    return [head, span(line.slice(0, cut)), span(under, 'chosen'), span(after.slice(under.length))];
  });
}

/** A private character that no text has: it marks the cursor's place through wrapping. */
const cursorMark = '\ue000';
