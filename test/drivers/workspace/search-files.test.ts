import assert from 'node:assert/strict';
import test from 'node:test';
import {foundLines} from '../../../src/drivers/workspace/search-files.ts';

const files = [
  {path: 'ring.c', text: 'int a;\n\tkfree(ring);\n'},
  {path: 'ring.h', text: 'void kfree(const void *);\n'},
  {path: 'big.bin', text: null},
];

function check(words: string, output: string): void {
  assert.deepEqual(foundLines(files, words), {ok: true, output});
}

test('each line with its place', () =>
  check('kfree(', 'ring.c:2: \tkfree(ring);\nring.h:1: void kfree(const void *);'));
test('capitals count', () => check('Kfree', '"Kfree" stands in none of the 3 files'));
test('what a pattern would be is taken as it stands', () => check('.*', '".*" stands in none of the 3 files'));
test('more than can be told is counted', () => {
  const {output} = foundLines([{path: 'a.c', text: 'x;\n'.repeat(1_000)}], 'x');
  assert.equal(output.split('\n').length, 101);
  assert.match(output, /\[900 more lines have it/);
});
