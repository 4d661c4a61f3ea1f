import assert from 'node:assert/strict';
import test from 'node:test';
import {openConsoleQueue} from '../../../src/drivers/holder/console-queue.ts';
import {openLineReader} from '../../../src/drivers/holder/line-reader.ts';

test('what is oldest is let go of, to the byte', () => {
  const queue = openConsoleQueue(10);
  for (const text of ['abc', 'defg', 'hijklm']) queue.push(Buffer.from(text));
  assert.equal(queue.lostBytes(), 3);
  assert.equal(queue.take()?.toString(), 'defghijklm');
  assert.equal(queue.take(), null);
});

test('a piece that is larger than all is kept by its end', () => {
  const queue = openConsoleQueue(4);
  queue.push(Buffer.from('0123456789'));
  assert.equal(queue.take()?.toString(), '6789');
});

test('lines are the same wherever their stream is cut, and what follows the last wanted one is given back', () => {
  const text = 'one\ntwo é\nthree\nraw \x00 bytes';
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = openLineReader(1000);
    const lines: string[] = [];
    const rest: Buffer[] = [];
    for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (lines.length === 3) rest.push(piece);
      else rest.push(reader.take(piece, (line) => lines.push(line) < 3));
    }
    assert.deepEqual([lines, Buffer.concat(rest).toString()], [['one', 'two é', 'three'], 'raw \x00 bytes'], `${cut}`);
  }
});

test('a line that grows past its bound is told', () => {
  const reader = openLineReader(8);
  reader.take(Buffer.from('12345678'), () => true);
  assert.equal(reader.isTooLong(), false);
  reader.take(Buffer.from('9'), () => true);
  assert.equal(reader.isTooLong(), true);
});
