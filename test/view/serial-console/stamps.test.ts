// Time stamps at line starts, in a stream that is cut anywhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  initialStamps,
  nextStampKind,
  type StampKind,
  type StampState,
  stampLines,
} from '../../../src/view/serial-console/stamps.ts';

const day = Date.UTC(2026, 1, 3, 22, 4, 5, 678);

function stamped(
  state: StampState,
  text: string,
  nowMs: number | null,
): {readonly state: StampState; readonly text: string} {
  const moment = {nowMs, startMs: day - 1500, zoneMinutes: 120};
  const read = stampLines(state, Buffer.from(text, 'latin1'), moment);
  const pieces = read.pieces.map((piece) =>
    typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1'),
  );
  return {state: read.state, text: pieces.join('')};
}

function check(kind: StampKind, text: string, expected: string): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const first = stamped(initialStamps(kind), text.slice(0, cut), day);
    const second = stamped(first.state, text.slice(cut), day);
    assert.equal(first.text + second.text, expected, `cut at ${cut}`);
  }
}

test('the local time stands before each line', () =>
  check('time', 'a\r\n\r\nb', '[00:04:05.678] a\r\n\r\n[00:04:05.678] b'));
test('a line with nothing in it has no stamp', () => check('time', '\r\n\n\r\n', '\r\n\n\r\n'));
test('an unfinished line has its stamp at once', () => check('time', 'login: ', '[00:04:05.678] login: '));
test('since the console was opened', () => check('start', 'a\nb\n', '[    1.500] a\n[    1.500] b\n'));
test('a return before the line comes before its stamp', () =>
  check('start', 'a\n\rb\n', '[    1.500] a\n\r[    1.500] b\n'));
test('without stamps nothing is changed', () => check('none', '\x00a\n\xff\x1b[31m\r\n', '\x00a\n\xff\x1b[31m\r\n'));
test('a flood without stamps stays in one piece', () => {
  const moment = {nowMs: day, startMs: day, zoneMinutes: 0};
  assert.equal(stampLines(initialStamps('none'), Buffer.from('a line\r\n'.repeat(1000)), moment).pieces.length, 1);
});
test('nothing begins with nothing', () => check('time', '', ''));

test('since the line before', () => {
  const first = stamped(initialStamps('delta'), 'a\n', day);
  const second = stamped(first.state, 'b', day + 250);
  const third = stamped(second.state, 'b\nc\n', day + 1000);
  assert.deepEqual(
    [first.text, second.text, third.text],
    ['[+    0.000] a\n', '[+    0.250] b', 'b\n[+    0.750] c\n'],
  );
});

test('what came before the console was opened has no time, and stands under what has', () => {
  for (const kind of ['time', 'start', 'delta'] as const) {
    const old = stamped(initialStamps(kind), 'old\n', null);
    const now = stamped(old.state, 'now\n', day);
    assert.match(old.text, /^\[ *earlier\] old\n$/);
    assert.equal(old.text.indexOf(']'), now.text.indexOf(']'), kind);
  }
  assert.equal(stamped(initialStamps('none'), 'old\n', null).text, 'old\n');
});

test('the kinds go round', () => {
  const kinds: StampKind[] = ['none'];
  for (let turn = 0; turn < 4; turn++) kinds.push(nextStampKind(kinds.at(-1) ?? 'none'));
  assert.deepEqual(kinds, ['none', 'time', 'start', 'delta', 'none']);
});
