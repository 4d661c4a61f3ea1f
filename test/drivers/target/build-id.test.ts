import assert from 'node:assert/strict';
import test from 'node:test';
import {buildIdOfNote} from '../../../src/drivers/target/build-id.ts';

function note(type: number, nameBytes: number, idBytes: number, rest: string): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(nameBytes, 0);
  head.writeUInt32LE(idBytes, 4);
  head.writeUInt32LE(type, 8);
  return Buffer.concat([head, Buffer.from(rest, 'latin1')]);
}

const good = note(3, 4, 4, 'GNU\0\xfe\x7c\x00\x27');

test('the id stands behind the name', () => assert.equal(buildIdOfNote(good), 'fe7c0027'));
test('a name is filled up to four bytes', () =>
  assert.equal(buildIdOfNote(note(3, 5, 2, 'GNUX\0\0\0\0\x01\x02')), '0102'));
test('a note of another type is no build id', () => assert.equal(buildIdOfNote(note(1, 4, 4, 'GNU\0abcd')), null));
test('a note that was cut anywhere has none', () => {
  for (let cut = 0; cut < good.length; cut++) assert.equal(buildIdOfNote(good.subarray(0, cut)), null, `cut at ${cut}`);
});
