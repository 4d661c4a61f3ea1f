// The start screen: its rows, one below the other, as the view has laid them out.
import {Box} from 'ink';
import type {StartView} from '../src/view/start/start-view.ts';
import type {RowPainter} from './row-painter.ts';
import {RowText} from './row-text.tsx';

export interface StartScreenProps {
  readonly view: StartView;
  readonly paint: RowPainter;
}

export function StartScreen({view: {columns, rows, lines}, paint}: StartScreenProps) {
  return (
    <Box width={columns} height={rows} flexDirection="column">
      {lines.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at this height
        <RowText key={index} row={row} paint={paint} />
      ))}
    </Box>
  );
}
