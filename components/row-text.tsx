// One row of the screen. It is drawn again only when its words or tones have changed.
import {Text} from 'ink';
import {memo} from 'react';
import type {Row} from '../src/view/spans.ts';
import {lookOf} from './tones.ts';

interface Props {
  readonly row: Row;
  readonly colors: boolean;
}

export const RowText = memo(function RowText({row, colors}: Props) {
  // A text without characters would take no row at all.
  if (row.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {row.map(({text, tone}, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is what stands at this place
        <Text key={index} {...lookOf(tone, colors)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}, isSame);

function isSame(before: Props, after: Props): boolean {
  if (before.colors !== after.colors || before.row.length !== after.row.length) return false;
  return before.row.every(({text, tone}, index) => {
    const now = after.row[index];
    return now?.text === text && now.tone === tone;
  });
}
