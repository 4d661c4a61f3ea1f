// The whole screen: the rows that the view has laid out, one below the other, and nothing that is not visible. So nothing is
// clipped here: Ink would measure every row once more for that, in every frame.
import {Text} from 'ink';
import {createElement, type ReactElement} from 'react';
import type {ViewModel} from '../src/view/view-model.ts';
import type {RowPainter} from './row-painter.ts';
import {rowTexts, screenBox} from './row-text.ts';

export interface DeckScreenProps {
  readonly view: ViewModel;
  readonly paint: RowPainter;
}

export function DeckScreen({view, paint}: DeckScreenProps): ReactElement {
  const inside =
    view.kind === 'tooSmall' ? createElement(Text, {wrap: 'truncate'}, view.text) : rowTexts(view.lines, paint);
  return screenBox(view, inside);
}
