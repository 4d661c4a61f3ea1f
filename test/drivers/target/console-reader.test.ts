import assert from 'node:assert/strict';
import test from 'node:test';
import {openConsoleReader} from '../../../src/drivers/target/console-reader.ts';

test('the last lines hold no escape sequence, and no empty line', () => {
  const reader = openConsoleReader();
  reader.take(Buffer.from('\x1b[31mred\x1b[0m\r\n\r\nlast, and not en'));
  reader.take(Buffer.from('ded'));
  assert.deepEqual(reader.lastLines(), ['red', 'last, and not ended']);
});

test('a character that was cut in halves is one character', () => {
  const reader = openConsoleReader();
  const bytes = Buffer.from('ä\n');
  reader.take(bytes.subarray(0, 1));
  reader.take(bytes.subarray(1));
  assert.deepEqual(reader.lastLines(), ['ä']);
});

test('of a flood the end is kept', () => {
  const reader = openConsoleReader();
  for (let line = 0; line < 20_000; line++) reader.take(Buffer.from(`line ${line}\n`));
  assert.deepEqual(
    reader.lastLines(),
    [12, 13, 14, 15, 16, 17, 18, 19].map((line) => `line ${19980 + line}`),
  );
});

test('a panic whose report stands open ends with a silence', () => {
  const reader = openConsoleReader();
  const facts = reader.take(Buffer.from('[    1.000000] Kernel panic - not syncing: sysrq triggered crash\n'));
  assert.deepEqual(
    [...facts, ...reader.flush()].map(({kind}) => kind),
    ['panic'],
  );
});
