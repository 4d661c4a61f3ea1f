// What waits keeps its order, and a flood leaves its end.
import assert from 'node:assert/strict';
import test from 'node:test';
import {openHeldBack} from '../../../../src/drivers/target/board/held-back.ts';

test('what was told waits in its order, but for the beginning of a flood', () => {
  const held = openHeldBack(5);
  const told: string[] = [];
  const say = (text: string, chars = text.length) => held.tell(() => told.push(text), chars);
  say('at once');
  held.begin();
  say('hello', 0);
  for (const text of ['ab', 'cd', 'ef']) say(text);
  assert.deepEqual(told, ['at once']);
  held.release();
  say('after');
  assert.deepEqual(told, ['at once', 'hello', 'cd', 'ef', 'after']);
});
