import assert from 'node:assert/strict';
import test from 'node:test';
import {fuzzyMatch} from '../../../src/view/palette/fuzzy.ts';

function check(query: string, text: string, at: readonly number[] | null): void {
  assert.deepEqual(fuzzyMatch(query, text)?.at ?? null, at);
}

test('letters are found in their order, whatever their case', () => {
  check('pa', 'Pause all', [0, 1]);
  check('ap', 'pause', null);
  check('', 'pause', []);
});
test('spaces are not looked for', () => check('p a', 'pause all', [0, 1]));
test('a word that begins with the letters is better than letters here and there', () =>
  check('re', 'where it stands: reset', [17, 18]));
test('a better place later in the text is found', () => check('al', 'a pool, all', [8, 9]));
test('whole words come before scattered letters', () => {
  const scoreOf = (text: string): number => fuzzyMatch('reset', text)?.score ?? 0;
  assert.ok(scoreOf('reset the target') > scoreOf('redraw what is seen there'));
});
test('no letters fit every text alike', () => {
  assert.equal(fuzzyMatch('', 'a')?.score, fuzzyMatch('', 'b c')?.score);
});
