import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {diffText, lineDiff} from '../../../src/core/patch/line-diff.ts';

const line = fc.constantFrom('', 'a', 'b', 'c', '\tint x;', '}');
const text = fc.array(line, {maxLength: 40}).map((lines) => lines.join('\n'));

test('either text is read back from the difference', () => {
  fc.assert(
    fc.property(text, text, (old, made) => {
      const lines = lineDiff(old, made);
      const without = (kind: string) => lines.filter((one) => one.kind !== kind).map((one) => `${one.text}\n`);
      const read = (kind: string) =>
        without(kind)
          .join('')
          .replace(/\n\\ no newline at the end of the file\n$/, '');
      assert.equal(read('add'), old);
      assert.equal(read('drop'), made);
    }),
    {numRuns: 2_000},
  );
});

test('a difference is no longer than it has to be', () => {
  const kinds = lineDiff('a\nb\nc\nd\n', 'a\nc\nx\nd\n').map(({kind, text: own}) => `${kind} ${own}`);
  assert.deepEqual(kinds, ['keep a', 'drop b', 'keep c', 'add x', 'keep d']);
});

test('two texts without a line in common are one replaced by the other', () => {
  const many = (name: string) => Array.from({length: 2_000}, (_, index) => `${name}${index}`).join('\n');
  assert.equal(lineDiff(many('a'), many('b')).length, 4_000);
});

test('what is shown has the counts, the lines and their places', () => {
  const old = Array.from({length: 12}, (_, index) => `l${index + 1}\n`).join('');
  assert.deepEqual(diffText('a.c', old, old.replace('l6', 'new'), 1_000).split('\n'), [
    'a.c +1 -1',
    '@@ line 3',
    ...[' l3', ' l4', ' l5', '-l6', '+new', ' l7', ' l8', ' l9'],
  ]);
});
