// The whole screen: the rows that the view has laid out, one below the other, and nothing that is not visible. So nothing is
// clipped here: Ink would measure every row once more for that, in every frame.
import {Box, Text} from 'ink';
import type {ViewModel} from '../src/view/view-model.ts';
import type {RowPainter} from './row-painter.ts';
import {RowText} from './row-text.tsx';

export interface DeckScreenProps {
  readonly view: ViewModel;
  readonly paint: RowPainter;
}

export function DeckScreen({view, paint}: DeckScreenProps) {
  const {columns, rows} = view;
  return (
    <Box width={columns} height={rows} flexDirection="column">
      {view.kind === 'tooSmall' ? (
        <Text wrap="truncate">{view.text}</Text>
      ) : (
        view.lines.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at this height
          <RowText key={index} row={row} paint={paint} />
        ))
      )}
    </Box>
  );
}
