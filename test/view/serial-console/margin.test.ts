// The console's own lines.
import assert from 'node:assert/strict';
import test from 'node:test';
import {marginLines, marginRule} from '../../../src/view/serial-console/margin.ts';

const check = (words: string, cells: number, expected: readonly string[]): void =>
  assert.deepEqual(marginLines(words, cells, marginRule(true)), expected);

test('words on one row', () => check('BUG: a in b (line 3)', 80, ['── quarterdeck: BUG: a in b (line 3) ──']));
test('words that take more rows than one are not cut', () =>
  check('the line is away and can not take what is written', 50, [
    '── quarterdeck: the line is away and can not',
    '──              take what is written ──',
  ]));
test('a word that is longer than a row is broken', () =>
  check('/dev/serial/by-id/usb-adapter-0001', 40, [
    '── quarterdeck: /dev/serial/by-id/us',
    '──              b-adapter-0001 ──',
  ]));
test('without Unicode', () => assert.equal(marginLines('x', 80, marginRule(false))[0], '-- quarterdeck: x --'));
