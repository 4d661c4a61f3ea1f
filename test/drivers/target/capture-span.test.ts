import assert from 'node:assert/strict';
import test from 'node:test';
import {openSpan} from '../../../src/drivers/target/capture-span.ts';

/** A console that grows by one piece whenever it is looked at. */
function growing(pieces: readonly string[]) {
  let bytes = Buffer.alloc(0);
  const left = [...pieces];
  let readBytes = 0;
  return {
    readBytes: () => readBytes,
    position() {
      bytes = Buffer.concat([bytes, Buffer.from(left.shift() ?? '')]);
      return bytes.length;
    },
    async read(from: number, to: number) {
      readBytes += to - from;
      return bytes.subarray(from, to);
    },
  };
}

const mark = 'quarterdeck: run: end 0';

test('the mark is found wherever it is cut', async () => {
  const text = `[ 1.0] before\n[ 2.0] ${mark}\n`;
  for (let cut = 1; cut < text.length; cut++) {
    const span = openSpan(growing(['', text.slice(0, cut), text.slice(cut)]));
    assert.ok(await span.until(mark, 5000), `cut at ${cut}`);
  }
});

test('what was looked at before is not read again', async () => {
  const line = 'x'.repeat(1000);
  const capture = growing(['', line, line, line, `${mark}\n`]);
  assert.ok(await openSpan(capture).until(mark, 5000));
  assert.equal(capture.readBytes(), 3 * line.length + mark.length + 1);
});

test('a console without it is given up', async () => {
  assert.equal(await openSpan(growing(['', 'something else'])).until(mark, 0), false);
});
