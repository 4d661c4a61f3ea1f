// One row of the screen. It is drawn again only when its words or tones have changed.
import {Text} from 'ink';
import {memo} from 'react';
import type {Row} from '../src/view/spans.ts';
import {lookOf, type Palette} from './tones.ts';

interface Props {
  readonly row: Row;
  readonly palette: Palette;
}

export const RowText = memo(function RowText({row, palette}: Props) {
  // A text without characters would take no row at all.
  if (row.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {row.map(({text, tone}, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is what stands at this place
        <Text key={index} {...lookOf(tone, palette)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}, isSame);

function isSame(before: Props, after: Props): boolean {
  if (before.palette !== after.palette || before.row.length !== after.row.length) return false;
  return before.row.every(({text, tone}, index) => {
    const now = after.row[index];
    return now?.text === text && now.tone === tone;
  });
}
