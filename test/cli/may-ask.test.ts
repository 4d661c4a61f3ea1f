import assert from 'node:assert/strict';
import test from 'node:test';
import {mayAsk} from '../../src/cli/may-ask.ts';

const terminal = {isTTY: true};
const pipe = {};
const sees = {screenReader: false};

test('a person at a terminal is asked; a pipe on either side, CI and a screen reader are not', () => {
  assert.equal(mayAsk({}, sees, {stdin: terminal, stdout: terminal}), true);
  assert.equal(mayAsk({}, {screenReader: true}, {stdin: terminal, stdout: terminal}), false);
  assert.equal(mayAsk({CI: ''}, sees, {stdin: terminal, stdout: terminal}), true);
  assert.equal(mayAsk({CI: 'true'}, sees, {stdin: terminal, stdout: terminal}), false);
  assert.equal(mayAsk({}, sees, {stdin: pipe, stdout: terminal}), false);
  assert.equal(mayAsk({}, sees, {stdin: terminal, stdout: pipe}), false);
});
