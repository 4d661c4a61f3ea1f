// The rows of a screen, one below the other. A row is painted again only when its words or tones have changed. There is no JSX here
// nor elsewhere in the program: Node runs its sources as they are.
import {Box, Transform} from 'ink';
import {createElement, memo, type ReactElement, type ReactNode} from 'react';
import type {Size} from '../src/view/size.ts';
import type {Row} from '../src/view/spans.ts';
import type {RowPainter} from './row-painter.ts';

export function screenBox({columns, rows}: Size, inside: ReactNode): ReactElement {
  return createElement(Box, {width: columns, height: rows, flexDirection: 'column'}, inside);
}

/** A row is known by the height at which it stands. */
export function rowTexts(rows: readonly Row[], paint: RowPainter): readonly ReactElement[] {
  return rows.map((row, height) => createElement(RowText, {key: height, row, paint}));
}

interface Props {
  readonly row: Row;
  readonly paint: RowPainter;
}

/** Ink lays out a blank, and what is painted takes its place: a row is as wide as the screen, and nobody need measure it. */
export const RowText = memo(function RowText({row, paint}: Props) {
  const painted = paint(row);
  return createElement(Transform, {transform: () => painted}, ' ');
}, isSame);

function isSame(before: Props, after: Props): boolean {
  if (before.paint !== after.paint || before.row.length !== after.row.length) return false;
  return before.row.every(({text, tone}, index) => {
    const now = after.row[index];
    return now?.text === text && now.tone === tone;
  });
}
