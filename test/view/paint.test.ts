import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../components/cell-width.ts';
import {painted} from '../../src/view/paint.ts';
import type {Block} from '../../src/view/pane-view.ts';
import {row, type Tone} from '../../src/view/spans.ts';

function block(left: number, top: number, words: readonly string[], tone: Tone = 'plain'): Block {
  const width = Math.max(...words.map(cellWidth));
  return {place: {left, top, width, height: words.length}, rows: words.map((text) => row(text, tone))};
}

function check(blocks: readonly Block[], expected: readonly string[]): void {
  const size = {columns: cellWidth(expected[0] ?? ''), rows: expected.length};
  const lines = painted(blocks, size, cellWidth).map((line) => line.map(({text}) => text).join(''));
  assert.deepEqual(lines, expected);
}

test('blocks stand beside each other', () =>
  check([block(0, 0, ['ab', 'cd']), block(2, 0, ['12', '34'])], ['ab12', 'cd34']));
test('what nothing covers is blank', () => check([block(1, 1, ['x'])], ['   ', ' x ']));
test('a later block covers an earlier one', () => check([block(0, 0, ['abcdef']), block(2, 0, ['12'])], ['ab12ef']));
test('it may cover two at once', () =>
  check([block(0, 0, ['abc']), block(3, 0, ['def']), block(2, 0, ['12'])], ['ab12ef']));
test('a wide character that is covered by half becomes a blank', () => {
  check([block(0, 0, ['日本語']), block(1, 0, ['1'])], [' 1本語']);
  check([block(0, 0, ['日本語']), block(2, 0, ['1'])], ['日1 語']);
});
test('neighbours of one tone are one span', () => {
  const [line] = painted(
    [block(0, 0, ['ab']), block(2, 0, ['cd']), block(4, 0, ['ef'], 'dim')],
    {columns: 6, rows: 1},
    cellWidth,
  );
  assert.deepEqual(line, [
    {text: 'abcd', tone: 'plain'},
    {text: 'ef', tone: 'dim'},
  ]);
});
