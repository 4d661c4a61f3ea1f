// Who has the console of a board, and what a silence there is worth; and the sums and deadlines that go with it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import {turnServed, turnTyped} from '../../../../src/drivers/target/board/heartbeat.ts';
import {type SumTool, sumOf} from '../../../../src/drivers/target/board/sums.ts';
import {
  boardTimes,
  bytesPerSecondOf,
  feedSeconds,
  heartbeatSeconds,
} from '../../../../src/drivers/target/board/times.ts';
import {silenceMs} from '../../../../src/drivers/target/deadlines.ts';
import {settingsForTests} from './settings-for-tests.ts';

test('an idle board is asked, and a busy one answers as it is', () => {
  const base = {heardMs: 0, everyMs: 5000, isBusy: false};
  assert.deepEqual(turnServed({...base, nowMs: 1000}), {do: 'wait', againMs: 4000});
  assert.deepEqual(turnServed({...base, nowMs: 5000}), {do: 'ask'});
  assert.deepEqual(turnServed({...base, nowMs: 5000, isBusy: true}), {do: 'wait', againMs: 5000});
});

test('a person is not interrupted, and what they left is taken back at a prompt', () => {
  const base = {typedMs: 0, everyMs: 5000, isBusy: false, atPrompt: true};
  assert.deepEqual(turnTyped({...base, nowMs: 1000}), {do: 'believe', againMs: 5000});
  assert.deepEqual(turnTyped({...base, nowMs: 30_000}), {do: 'takeBack'});
  assert.deepEqual(turnTyped({...base, nowMs: 5000, isBusy: true}), {do: 'takeBack'});
  assert.equal(turnTyped({...base, nowMs: 60_000, atPrompt: false}).do, 'believe');
  assert.deepEqual(turnTyped({...base, nowMs: 600_000, atPrompt: false}), {do: 'takeBack'});
});

test('a sum is what the tool of that name prints', () => {
  for (const tool of ['cksum', 'md5sum', 'sha256sum'] satisfies readonly SumTool[]) {
    for (const text of ['', 'a', 'a line of some length, and more of it']) {
      const printed = execFileSync(tool, {input: text}).toString().split(' ')[0] ?? '';
      assert.equal(sumOf(tool, text), printed.slice(0, 10), `${tool} of "${text}"`);
    }
  }
});

test('the deadlines of a board are what its configuration says', () => {
  const settings = settingsForTests({silenceSeconds: 40, watchdogSeconds: 15, panicRebootSeconds: 3, bootSeconds: 90});
  const times = boardTimes(settings);
  assert.equal(silenceMs(times), 40_000);
  assert.deepEqual(
    [
      times.hardwareWatchdogSeconds,
      times.panicRebootSeconds,
      times.bootSeconds,
      heartbeatSeconds(settings),
      feedSeconds(settings),
    ],
    [15, 3, 90, 10, 5],
  );
});

test('a slow console is known by its rate', () => {
  assert.equal(bytesPerSecondOf(settingsForTests({})), 11_520);
  assert.equal(bytesPerSecondOf(settingsForTests({transfer: {kind: 'console', bytesPerSecondMax: 500}})), 500);
});
