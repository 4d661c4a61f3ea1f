import assert from 'node:assert/strict';
import test from 'node:test';
import {type Fitted, fit, type Piece} from '../../agents/fit.ts';

const piece = (content: string, ...lighter: Piece<string>['lighter']): Piece<string> => ({
  ...{content, tokens: content.length, lighter},
});
const letters = (text: string): readonly Piece<string>[] =>
  [...text].map((letter) => piece(letter.repeat(10), {round: 1, what: 'letters', tokens: 0}));

function check(what: string, pieces: readonly Piece<string>[], tokensMax: number, expected: Fitted<string>): void {
  test(what, () => assert.deepEqual(fit(pieces, tokensMax), expected));
}

check('what fits is left as it is', letters('ab'), 20, {contents: ['aaaaaaaaaa', 'bbbbbbbbbb'], tokens: 20, cuts: []});
check('the oldest goes first', letters('abc'), 15, {
  ...{contents: ['cccccccccc'], tokens: 10, cuts: [{what: 'letters', count: 2, tokens: 20}]},
});
check(
  'an earlier round goes before an older piece of a later one',
  [piece('old', {round: 2, what: 'old', tokens: 0}), piece('new', {round: 1, what: 'new', tokens: 0})],
  3,
  {contents: ['old'], tokens: 3, cuts: [{what: 'new', count: 1, tokens: 3}]},
);
check(
  'a piece is shortened, then gone, and told once',
  [
    piece('a long text', {round: 1, what: 'long', content: 'a', tokens: 1}, {round: 2, what: 'gone', tokens: 0}),
    piece('x'),
  ],
  1,
  {contents: ['x'], tokens: 1, cuts: [{what: 'gone', count: 1, tokens: 11}]},
);
check('what is never cut stays, and the size says so', [piece('xyz')], 1, {contents: ['xyz'], tokens: 3, cuts: []});

test('in steps, the same is cut for as long as a step lasts', () => {
  const cut = (count: number) =>
    fit(letters('x'.repeat(count)), 100, {rounds: 1, tokens: 40}).cuts.reduce((sum, one) => sum + one.count, 0);
  assert.deepEqual([10, 11, 12, 13, 14, 15, 18, 19].map(cut), [0, 4, 4, 4, 4, 8, 8, 12]);
});
