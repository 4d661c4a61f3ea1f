// The start screen: its rows, one below the other, as the view has laid them out.
import type {ReactElement} from 'react';
import type {StartView} from '../src/view/start/start-view.ts';
import type {RowPainter} from './row-painter.ts';
import {rowTexts, screenBox} from './row-text.ts';

export interface StartScreenProps {
  readonly view: StartView;
  readonly paint: RowPainter;
}

export function StartScreen({view, paint}: StartScreenProps): ReactElement {
  return screenBox(view, rowTexts(view.lines, paint));
}
