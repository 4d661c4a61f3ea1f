// What of a board's line is our own conversation, and what is the console, however it is cut.
import assert from 'node:assert/strict';
import test from 'node:test';
import {abandonFrame, initialUnframing, unframe} from '../../../../src/drivers/target/board/unframe.ts';

function check(text: string, frames: readonly string[], rest: string): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const first = unframe(initialUnframing, text.slice(0, cut));
    const second = unframe(first.unframing, text.slice(cut));
    assert.deepEqual([...first.frames, ...second.frames], frames, `cut at ${cut}`);
    assert.equal(first.rest + second.rest, rest, `cut at ${cut}`);
  }
}

test('an answer is taken out of the console', () =>
  check('one\r\n\x1d12ab a 7 ok QUJD=\x1etwo\r\n', ['12ab a 7 ok QUJD='], 'one\r\ntwo\r\n'));

test('a line of the kernel in the middle of an answer is the console, and the answer is whole', () =>
  check(
    '\x1d12ab b x 3 QUJD[   12.345678] BUG: it is broken\r\n[   12.345900] Call Trace:\r\nREVG\x1e',
    ['12ab b x 3 QUJDREVG'],
    '[   12.345678] BUG: it is broken\r\n[   12.345900] Call Trace:\r\n',
  ));

test('an answer whose end got lost ends where the next begins', () =>
  check('\x1d12ab a 7\x1d34cd a 8 ok\x1e# ', ['34cd a 8 ok'], '# '));

test('an end without a beginning is nothing', () => check('12ab a 7 ok\x1e# ', [], '12ab a 7 ok# '));

test('what never ends is given back to the console', () => {
  const endless = unframe(initialUnframing, `\x1d${'x'.repeat(5000)}`);
  assert.equal(endless.rest.length, 5000);
  const silent = unframe(initialUnframing, '\x1dlogin');
  assert.equal(abandonFrame(silent.unframing).rest, 'login');
});

test('a silence in the middle of a line of the kernel leaves the line whole, and the answer as well', () => {
  const begun = unframe(initialUnframing, '\x1d12ab a[   12.345678] BUG: it');
  const silent = abandonFrame(begun.unframing);
  const ended = unframe(silent.unframing, ' is broken\r\n 7 ok\x1e');
  assert.equal(begun.rest + silent.rest + ended.rest, '[   12.345678] BUG: it is broken\r\n');
  assert.deepEqual(ended.frames, ['12ab a 7 ok']);
});
