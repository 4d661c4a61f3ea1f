// Bytes as rows of hex, in a stream that is cut anywhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import {flushHex, hexRows, initialHex} from '../../../src/view/serial-console/hex-rows.ts';

function check(bytes: Uint8Array, expected: readonly string[]): void {
  for (let cut = 0; cut <= bytes.length; cut++) {
    const first = hexRows(initialHex, bytes.subarray(0, cut));
    const second = hexRows(first.state, bytes.subarray(cut));
    const rest = flushHex(second.state);
    assert.deepEqual([...first.rows, ...second.rows, ...rest.rows], expected, `cut at ${cut}`);
  }
}

test('sixteen bytes a row, and what is left after a silence', () =>
  check(Buffer.from('Linux version 6.1.0\r\n\x00\xff', 'latin1'), [
    '00000000  4c 69 6e 75 78 20 76 65  72 73 69 6f 6e 20 36 2e  |Linux version 6.|',
    '00000010  31 2e 30 0d 0a 00 ff                              |1.0....|',
  ]));
test('a full row leaves nothing', () =>
  check(Buffer.alloc(16, 'A'), ['00000000  41 41 41 41 41 41 41 41  41 41 41 41 41 41 41 41  |AAAAAAAAAAAAAAAA|']));
test('nothing has no row', () => check(new Uint8Array(0), []));

test('after a silence the next row begins where the last one ended', () => {
  const flushed = flushHex(hexRows(initialHex, Buffer.from('abc')).state);
  assert.deepEqual(flushed.rows, ['00000000  61 62 63                                          |abc|']);
  assert.match(flushHex(hexRows(flushed.state, Buffer.from('d')).state).rows[0] ?? '', /^00000003 {2}64 /);
});
