// One row of the screen. It is painted again only when its words or tones have changed.
import {Transform} from 'ink';
import {memo} from 'react';
import type {Row} from '../src/view/spans.ts';
import type {RowPainter} from './row-painter.ts';

interface Props {
  readonly row: Row;
  readonly paint: RowPainter;
}

/** Ink lays out a blank, and what is painted takes its place: a row is as wide as the screen, and nobody need measure it. */
export const RowText = memo(function RowText({row, paint}: Props) {
  const painted = paint(row);
  return <Transform transform={() => painted}> </Transform>;
}, isSame);

function isSame(before: Props, after: Props): boolean {
  if (before.paint !== after.paint || before.row.length !== after.row.length) return false;
  return before.row.every(({text, tone}, index) => {
    const now = after.row[index];
    return now?.text === text && now.tone === tone;
  });
}
