// A peer that speaks telnet, and one that does not, cut anywhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import {initialTelnet, readTelnet, telnetText} from '../../../src/drivers/line/telnet.ts';

function check(stream: readonly number[], text: readonly number[], answer: readonly number[]): void {
  for (let cut = 0; cut <= stream.length; cut++) {
    const first = readTelnet(initialTelnet, Uint8Array.from(stream.slice(0, cut)));
    const second = readTelnet(first.state, Uint8Array.from(stream.slice(cut)));
    assert.deepEqual([...first.bytes, ...second.bytes], text, `text, cut at ${cut}`);
    assert.deepEqual([...first.answer, ...second.answer], answer, `answer, cut at ${cut}`);
  }
}

test('a raw stream is left alone', () => check([0x41, 0xff, 0xfb, 0x01], [0x41, 0xff, 0xfb, 0x01], []));
test('noise at the beginning is no telnet', () => check([0xff, 0x00, 0xff, 0xfd], [0xff, 0x00, 0xff, 0xfd], []));
test('an offer is refused', () => check([0xff, 0xfb, 0x01, 0x41], [0x41], [0xff, 0xfe, 0x01]));
test('a wish is refused', () => check([0xff, 0xfd, 0x03, 0x41], [0x41], [0xff, 0xfc, 0x03]));
test('a refusal needs no answer', () => check([0xff, 0xfc, 0x03, 0xff, 0xfe, 0x03], [], []));
test('an escaped byte is one byte', () =>
  check([0xff, 0xfb, 0x00, 0xff, 0xff, 0x41], [0xff, 0x41], [0xff, 0xfe, 0x00]));
test('a negotiation inside is left out', () =>
  check([0xff, 0xfc, 0x18, 0x41, 0xff, 0xfa, 0x18, 0x01, 0xff, 0xff, 0xff, 0xf0, 0x42], [0x41, 0x42], []));
test('a command without an option is left out', () => check([0xff, 0xfc, 0x01, 0xff, 0xf1, 0x41], [0x41], []));

test('the escape byte is doubled in what is sent', () =>
  assert.deepEqual([...telnetText(Uint8Array.of(1, 0xff, 2))], [1, 0xff, 0xff, 2]));
