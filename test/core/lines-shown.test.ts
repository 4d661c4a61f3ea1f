import assert from 'node:assert/strict';
import test from 'node:test';
import {kept} from '../../src/core/limits.ts';
import {linesShown} from '../../src/core/lines-shown.ts';

const long = Array.from({length: 1_500}, (_, index) => `/* line ${index + 1} of a long file */`).join('\n');
const rest = 'read_lines shows the others';

test('a text that fits is exact', () => {
  for (const text of ['', 'a', 'a\n', 'a\r\nb', '\n\n']) assert.equal(linesShown(text, undefined, rest), text);
});

test('of a long one whole lines are shown, and where the others are', () => {
  const shown = linesShown(long, undefined, rest);
  assert.ok(shown.length <= kept.textCharacters);
  const [, to] = /\[lines 1 to (\d+) of 1500; read_lines shows the others\]\n$/.exec(shown) ?? [];
  assert.ok(Number(to) > 500);
  assert.match(shown, new RegExp(`line ${to} of a long file \\*/\n\\[`));
});

test('every line of it can be read', () => {
  let next = 1;
  while (next <= 1_500) {
    const shown = linesShown(long, {from: next, to: 1_500}, rest);
    assert.ok(shown.length <= kept.textCharacters);
    assert.ok(shown.startsWith(`/* line ${next} of`));
    next = Number(/\[lines \d+ to (\d+) of/.exec(shown)?.[1] ?? 1_500) + 1;
  }
});

test('lines that are not there are said, and one of any length is bounded', () => {
  assert.equal(linesShown('a\nb\n', {from: 3, to: 9}, rest), '[no such lines: there are 2]');
  assert.equal(linesShown('a\nb\n', {from: 2, to: 9}, rest), 'b\n[lines 2 to 2 of 2; read_lines shows the others]\n');
  assert.ok(linesShown('x'.repeat(200_000), undefined, rest).length < kept.textCharacters);
});
