// Rows of spans as lines for a terminal that is not taken over: with colours, or as bare text.
import {rowPainter} from '../../components/row-painter.ts';
import type {Row} from '../view/spans.ts';

export function linesOf(rows: readonly Row[], colors: boolean): string {
  const lineOf = colors ? sixteenColours : bare;
  return rows.map((row) => `${lineOf(row).trimEnd()}\n`).join('');
}

const sixteenColours = rowPainter('terminal', 4);
const bare = (row: Row): string => row.map(({text}) => text).join('');
