import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cellWidth as width} from '../../components/cell-width.ts';
import {cutText, fitRow, span, spread, widthOf, wrapText} from '../../src/view/spans.ts';

function checkWrap(text: string, cells: number, expected: readonly string[]): void {
  assert.deepEqual(wrapText(text, cells, width), expected);
}

test('text is broken between words', () => checkWrap('drop the mutex first', 10, ['drop the', 'mutex', 'first']));
test('a word that is too long is broken where it must be', () =>
  checkWrap('wait_event_interruptible', 10, ['wait_event', '_interrupt', 'ible']));
test('lines of code keep their indent when they go on', () =>
  checkWrap('  if (ring->used == 0)', 14, ['  if', '  (ring->used', '  == 0)']));
test('tabs are four wide', () => checkWrap('\treturn 0;', 20, ['    return 0;']));
test('empty lines stay', () => checkWrap('a\n\nb', 10, ['a', '', 'b']));
test('a character of two cells is never cut in half', () => checkWrap('日本語', 5, ['日本', '語']));
test('a combining mark stays with its letter', () => checkWrap('éééé', 2, ['éé', 'éé']));
test('escape sequences do not come through', () => checkWrap('\x1b[31mred\x1b[0m', 10, ['red']));

test('cut text ends in an ellipsis', () => assert.equal(cutText('ringlog_read', 8, width), 'ringlog…'));
test('text that fits is not cut', () => assert.equal(cutText('ringlog', 7, width), 'ringlog'));
test('a wide character that does not fit leaves room', () => assert.equal(cutText('日本語', 4, width), '日…'));

test('the right side of a row stays, the left one gives way', () => {
  const row = spread([span('a long title')], [span('done')], 12, width);
  assert.equal(row.map(({text}) => text).join(''), 'a long… done');
});

const texts = fc.string({unit: fc.constantFrom('a', 'b ', '日', 'é', '👍', '\t', '-', '  ', '0'), maxLength: 60});

test('whatever the text, no line is wider than its room', () => {
  fc.assert(
    fc.property(texts, fc.integer({min: 4, max: 30}), (text, cells) => {
      for (const line of wrapText(text, cells, width)) assert.ok(width(line) <= cells, `"${line}" in ${cells}`);
    }),
  );
});

test('whatever the text, wrapping loses nothing but blanks', () => {
  fc.assert(
    fc.property(texts, fc.integer({min: 4, max: 30}), (text, cells) => {
      const bare = (some: string): string => some.replace(/\s/g, '');
      assert.equal(bare(wrapText(text, cells, width).join('')), bare(text));
    }),
  );
});

test('a fitted row takes exactly its cells', () => {
  fc.assert(
    fc.property(texts, texts, fc.integer({min: 1, max: 40}), (one, other, cells) => {
      const row = fitRow([span(one.replaceAll('\t', ' ')), span(other.replaceAll('\t', ' '), 'dim')], cells, width);
      assert.equal(widthOf(row, width), cells);
    }),
  );
});
