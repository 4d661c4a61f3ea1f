// A kernel that begins, and the log of one that runs, which begins with the same line; with the text cut at every place.
import assert from 'node:assert/strict';
import test from 'node:test';
import {openKernelWatch} from '../../../../src/drivers/target/board/kernel-begins.ts';

function check(text: string, expected: number): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const watch = openKernelWatch();
    const heard = [watch.heard(text.slice(0, cut)), watch.heard(text.slice(cut))];
    assert.equal(heard.filter(Boolean).length, expected, `cut at ${cut}`);
  }
}

const first = '[    0.000000] Linux version 6.1.0 (gcc)\r\n';

test('a kernel begins behind whatever its firmware said', () => check(`Starting kernel ...\r\n\r\n${first}`, 1));
test('the log that a person asks for is none that begins', () => check(`root@board:~# dmesg | less\r\n${first}`, 0));
test('a kernel that begins after a person has typed something else', () => check(`~ # reboot\r\n${first}`, 1));
