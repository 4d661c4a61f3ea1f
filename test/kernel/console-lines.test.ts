import assert from 'node:assert/strict';
import test from 'node:test';
import {
  kernelPart,
  lineCharsMax,
  readPrefix,
  readStamp,
  type StampedLine,
  splitConsole,
} from '../../src/kernel/console-lines.ts';

function check(text: string, expected: readonly string[], expectedRest = ''): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const first = splitConsole('', text.slice(0, cut));
    const second = splitConsole(first.rest, text.slice(cut));
    assert.deepEqual([...first.lines, ...second.lines], expected, `cut at ${cut}`);
    assert.equal(second.rest, expectedRest, `cut at ${cut}`);
  }
}

test('serial line ends', () => check('a\r\nb\r\n', ['a', 'b']));
test('a bare LF ends a line', () => check('a\n\nb\n', ['a', '', 'b']));
test('a driver that turns CR LF into CR CR LF', () => check('a\r\r\nb\n', ['a', 'b']));
test('a CR inside a line starts it anew', () => check('10%\r50%\r\n', ['50%']));
test('NUL is noise', () => check('\0a\0b\n', ['ab']));
test('an unfinished line is the rest', () => check('a\n~ # ', ['a'], '~ # '));
test('a line of the greatest length is one line', () => {
  const line = 'x'.repeat(lineCharsMax);
  assert.deepEqual(splitConsole('', `${line}\n`), {lines: [line], rest: ''});
});
test('a longer line comes in pieces', () => {
  const [whole, more] = ['x'.repeat(lineCharsMax), 'y'.repeat(10)];
  assert.deepEqual(splitConsole('', `${whole}${more}\n`), {lines: [whole, more], rest: ''});
});

test('an endless line leaves a rest that is shorter than one', () => {
  let rest = '';
  for (let round = 0; round < 50; round++) {
    rest = splitConsole(rest, 'z'.repeat(1000)).rest;
    assert.ok(rest.length <= lineCharsMax);
  }
});

function stamp(line: string, expected: StampedLine): void {
  assert.deepEqual(readStamp(line), expected);
}

test('a time stamp', () => stamp('[    4.128662] usb 1-1: new', {atSeconds: 4.128662, text: 'usb 1-1: new'}));
test('the task that printed', () =>
  stamp('[    4.12][  T123] hello', {atSeconds: 4.12, caller: 'T123', text: 'hello'}));
test('the CPU that printed in an interrupt', () =>
  stamp('[12.5][    C0] x', {atSeconds: 12.5, caller: 'C0', text: 'x'}));
test('a level, as pstore keeps it', () => stamp('<6>[    4.1] x', {level: 6, atSeconds: 4.1, text: 'x'}));
test('a level with a facility', () => stamp('<30>x', {level: 6, text: 'x'}));
test('the indentation of a trace stays', () =>
  stamp('[    4.1]  vfs_write+0xc7/0x3f0', {atSeconds: 4.1, text: ' vfs_write+0xc7/0x3f0'}));
function kept(line: string, expected: StampedLine): void {
  assert.deepEqual(readPrefix(line), expected);
}

test("a wall clock's time", () => kept('[Tue Nov  4 21:40:00 2025]  x', {text: ' x'}));
test('a record of /dev/kmsg', () =>
  kept('28,7,20123456,-,caller=T9; x', {level: 4, atSeconds: 20.123456, caller: 'T9', text: ' x'}));
test('a line of a journal', () => kept('Nov 04 21:40:00 board kernel:  x', {text: ' x'}));
test('a line of a system log, with the stamp inside', () =>
  kept('Nov  4 21:40:00 board kernel: [    4.1] x', {atSeconds: 4.1, text: 'x'}));
test('no prefix', () => stamp(' <TASK>', {text: ' <TASK>'}));
test('brackets that are no time stamp', () => stamp('[ OK ] started', {text: '[ OK ] started'}));

test("what the kernel says behind a shell's prompt", () =>
  assert.equal(kernelPart('/ # [    8.577357] ring: loaded'), '[    8.577357] ring: loaded'));
test('what another CPU says in the middle of a line', () =>
  assert.equal(kernelPart('[    8.5] a[    8.600000] b'), '[    8.600000] b'));
test('a line of the kernel alone', () => assert.equal(kernelPart('<6>[    8.577357] x'), '<6>[    8.577357] x'));
test('a level belongs to what the kernel says', () =>
  assert.equal(kernelPart('~ # ls<4>[    8.577357] x'), '<4>[    8.577357] x'));
