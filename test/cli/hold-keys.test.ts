// Keys that come before there is a screen are not shown by the terminal, and not lost.
import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import {holdKeys} from '../../src/cli/hold-keys.ts';

function terminal(isTTY = true) {
  const modes: boolean[] = [];
  const setRawMode = (raw: boolean): void => void modes.push(raw);
  return {input: Object.assign(new PassThrough(), {isTTY, setRawMode}), modes};
}

test('what is pressed is kept for who listens next, before what is pressed then', async () => {
  const {input, modes} = terminal();
  holdKeys(input, () => {});
  input.write('\x1b[B');
  input.write('q');
  await new Promise(setImmediate);
  assert.deepEqual(modes, [true]);
  const heard: string[] = [];
  input.on('data', (bytes) => heard.push(String(bytes)));
  assert.deepEqual(modes, [true, false], 'the next one takes the terminal as it likes');
  await new Promise(setImmediate);
  input.write('later');
  await new Promise(setImmediate);
  assert.equal(heard.join(''), '\x1b[Bqlater');
});

test('ctrl-c interrupts, as a terminal that is not held would have it', async () => {
  const {input} = terminal();
  let interrupts = 0;
  holdKeys(input, () => {
    interrupts += 1;
  });
  input.write('\x03');
  await new Promise(setImmediate);
  assert.equal(interrupts, 1);
});

test('what is no terminal is left alone', () => {
  const {input, modes} = terminal(false);
  holdKeys(input);
  assert.deepEqual([modes, input.listenerCount('data')], [[], 0]);
});
