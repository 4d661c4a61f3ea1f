import assert from 'node:assert/strict';
import test from 'node:test';
import {Box, renderToString} from 'ink';
import {render} from 'ink-testing-library';
import {createElement} from 'react';
import {DeckScreen} from '../../components/deck-screen.ts';
import {rowPainter} from '../../components/row-painter.ts';
import {RowText, rowTexts} from '../../components/row-text.ts';
import {span} from '../../src/view/spans.ts';
import {goldenScreens, viewFor} from './screens.ts';

const coloured = rowPainter('terminal', 4);
const colourless = rowPainter('colourless', 4);

test('a row is its words, in the tones of the terminal', () => {
  const row = [span('T1 ', 'dim'), span('done', 'good')];
  assert.equal(
    renderToString(createElement(RowText, {row, paint: coloured})),
    '\x1b[2mT1 \x1b[22m\x1b[32mdone\x1b[39m',
  );
});

test('without colours there is none, and what is chosen is still seen', () => {
  const row = [span('failed', 'bad'), span(' must ', 'chosen')];
  const drawn = renderToString(createElement(RowText, {row, paint: colourless}));
  assert.doesNotMatch(drawn, /\x1b\[(3[0-9]|4[0-9])m/);
  assert.match(drawn, /\x1b\[7m must /);
});

test('a row without words takes a row', () => {
  const rows = rowTexts([[span('one')], [], [span('three')]], coloured);
  const screen = createElement(Box, {flexDirection: 'column'}, rows);
  assert.deepEqual(
    renderToString(screen)
      .split('\n')
      .map((line) => line.trim()),
    ['one', '', 'three'],
  );
});

test('a new view takes the place of the old one', () => {
  const [start, working] = goldenScreens;
  assert.ok(start && working);
  const size = {columns: 100, rows: 30};
  const deck = (screen: typeof start) => createElement(DeckScreen, {view: viewFor(screen, size), paint: colourless});
  const {lastFrame, rerender, unmount} = render(deck(start));
  assert.match(lastFrame() ?? '', /No tasks yet/);
  rerender(deck(working));
  assert.doesNotMatch(lastFrame() ?? '', /No tasks yet/);
  assert.match(lastFrame() ?? '', /wait_event_interruptible/);
  unmount();
});
