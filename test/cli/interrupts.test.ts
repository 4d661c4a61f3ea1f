import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {onEachInterrupt, onReaderGone, unlessInterrupted} from '../../src/cli/interrupts.ts';

test('a signal ends what takes its time, with what was begun undone before that is told', async () => {
  const done: string[] = [];
  // Not the process itself: whatever runs the tests may listen there too.
  const signals = new EventEmitter();
  const ended = unlessInterrupted(
    () => new Promise<never>(() => {}),
    async () => void done.push('undone'),
    signals,
  );
  signals.emit('SIGTERM', 'SIGTERM');
  // The launcher passes on what the whole group got.
  signals.emit('SIGTERM', 'SIGTERM');
  await assert.rejects(ended, {message: 'ended by SIGTERM', status: 130});
  assert.deepEqual(done, ['undone']);
  assert.equal(signals.listenerCount('SIGTERM'), 0);
});

test('what fails is undone, what comes about is not', async () => {
  const done: string[] = [];
  const undo = async (): Promise<void> => void done.push('undone');
  assert.equal(await unlessInterrupted(async () => 1, undo), 1);
  assert.deepEqual(done, []);
  await assert.rejects(
    unlessInterrupted(() => Promise.reject(new Error('no')), undo),
    /^Error: no$/,
  );
  assert.deepEqual(done, ['undone']);
});

test('a reader that went away is told once, and is no bug', () => {
  const output = new EventEmitter();
  const told: string[] = [];
  onReaderGone(() => told.push('gone'), output);
  output.emit('error', new Error('EPIPE'));
  output.emit('error', new Error('EPIPE'));
  assert.deepEqual(told, ['gone']);
});

test('a signal that the launcher passes on as well counts once, a later one is the next', (t) => {
  let nowMs = 1000;
  t.mock.method(performance, 'now', () => nowMs);
  const signals = new EventEmitter();
  const heard: (readonly [string, number])[] = [];
  const stop = onEachInterrupt((signal, number) => heard.push([signal, number]), signals);
  for (const afterMs of [0, 5, 2000, 5]) {
    nowMs += afterMs;
    signals.emit('SIGINT', 'SIGINT');
  }
  stop();
  signals.emit('SIGINT', 'SIGINT');
  assert.deepEqual(heard, [
    ['SIGINT', 1],
    ['SIGINT', 2],
  ]);
});
