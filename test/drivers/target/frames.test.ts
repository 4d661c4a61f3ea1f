import assert from 'node:assert/strict';
import test from 'node:test';
import {encodeFrame, type Frame, frameTypes, payloadBytesMax, takeFrames} from '../../../src/drivers/target/frames.ts';

const hello: Frame = {boot: 7, id: 0, type: frameTypes.hello, payload: Buffer.from('release=6.1.0\n')};
const output: Frame = {boot: 7, id: 3, type: frameTypes.output, payload: Buffer.from('QDDK QD Q')};
const empty: Frame = {boot: 7, id: 3, type: frameTypes.execEnd, payload: Buffer.alloc(0)};

/** Cuts the bytes at every place, and gives them in two pieces. */
function check(bytes: Buffer, expected: readonly Frame[]): void {
  for (let cut = 0; cut <= bytes.length; cut++) {
    const first = takeFrames(Buffer.alloc(0), bytes.subarray(0, cut));
    const second = takeFrames(first.rest, bytes.subarray(cut));
    assert.deepEqual([...first.frames, ...second.frames].map(plain), expected.map(plain), `cut at ${cut}`);
  }
}

function plain({boot, id, type, payload}: Frame) {
  return {boot, id, type, payload: payload.toString('latin1')};
}

function damaged(frame: Frame): Buffer {
  const bytes = encodeFrame(frame);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes;
}

test('whole frames, one after the other', () =>
  check(Buffer.concat([hello, output, empty].map(encodeFrame)), [hello, output, empty]));

test('what a reboot cut off is stepped over', () =>
  check(Buffer.concat([encodeFrame(output).subarray(0, 30), encodeFrame(hello)]), [hello]));

test('noise before and between frames, half the magic included', () =>
  check(Buffer.concat([Buffer.from('xQDQDx'), encodeFrame(hello), Buffer.from('QDD'), encodeFrame(output)]), [
    hello,
    output,
  ]));

test('a frame whose checksum differs is no frame', () =>
  check(Buffer.concat([damaged(output), encodeFrame(hello)]), [hello]));

test('a length that no frame has does not wait for bytes that never come', () => {
  const bytes = encodeFrame(output);
  bytes.writeUInt32LE(payloadBytesMax + 1, 16);
  check(Buffer.concat([bytes, encodeFrame(hello)]), [hello]);
});
