// The source around the blamed line and the instructions around the trap, the one that did it marked.
import type {CrashSource, Excerpt} from '../core/crash-source.ts';
import {placeText} from '../core/crash-source.ts';
import type {Pen} from './pen.ts';
import {safeText} from './safe-text.ts';
import {cutRow, type Row, row, span} from './spans.ts';

export function sourceRows({excerpts}: CrashSource, cells: number, pen: Pen): readonly Row[] {
  return excerpts.flatMap((excerpt) => excerptRows(excerpt, cells, pen));
}

function excerptRows(excerpt: Excerpt, cells: number, pen: Pen): readonly Row[] {
  const {firstLine, lines, line} = excerpt;
  const digits = String(firstLine + lines.length - 1).length;
  return [
    [],
    row(safeText(placeText(excerpt)), 'strong'),
    ...lines.map((text, at): Row => {
      const isBlamed = firstLine + at === line;
      const number = String(firstLine + at).padStart(digits);
      const mark = isBlamed ? pen.glyphs.call : ' ';
      const cut = [
        span(`${mark} ${number} `, isBlamed ? 'bad' : 'dim'),
        span(safeText(text), isBlamed ? 'strong' : 'plain'),
      ];
      return cutRow(cut, cells, pen.width, pen.glyphs.ellipsis);
    }),
  ];
}

export function instructionRows({instructions}: CrashSource, cells: number, pen: Pen): readonly Row[] {
  if (instructions.length === 0) return [];
  return [
    [],
    row('Code around the trap', 'strong'),
    ...instructions.map(({text, traps}) =>
      cutRow(
        [span(`${traps ? pen.glyphs.call : ' '} `, 'bad'), span(safeText(text), traps ? 'strong' : 'dim')],
        cells,
        pen.width,
        pen.glyphs.ellipsis,
      ),
    ),
  ];
}
