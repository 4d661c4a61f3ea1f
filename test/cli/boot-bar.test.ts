import assert from 'node:assert/strict';
import test from 'node:test';
import {openBootBar} from '../../src/cli/boot-bar.ts';
import type {Progress} from '../../src/core/progress.ts';
import type {TargetEvent} from '../../src/core/target-events.ts';

const on: TargetEvent = {type: 'target.poweredOn', boot: 1, accelerator: 'tcg', usualMs: 10_000};
const up: TargetEvent = {type: 'target.cameUp', boot: 1, release: '6.1.0', bootId: 'b'};

function bar() {
  const told: (Progress | 'closed')[] = [];
  let nowMs = 0;
  let due: (() => void) | null = null;
  const clock = {
    nowMs: () => nowMs,
    after: (_ms: number, then: () => void) => {
      due = then;
      return () => {
        due = null;
      };
    },
  };
  const line = {tell: (progress: Progress) => told.push(progress), say: () => {}, close: () => told.push('closed')};
  const pass = (ms: number): void => {
    nowMs += ms;
    due?.();
  };
  return {...openBootBar(line, clock), told, pass, waits: () => due !== null};
}

test('a boot is counted against the last one until the target is up', () => {
  const {take, told, pass, waits} = bar();
  take(on);
  pass(4_000);
  pass(9_000);
  take(up);
  const what = 'booting the target';
  assert.deepEqual(told, [
    {what, done: 0, of: 10, unit: 'seconds'},
    {what, done: 4, of: 10, unit: 'seconds'},
    {what, done: 10, of: 10, unit: 'seconds'},
    'closed',
  ]);
  assert.equal(waits(), false);
});

test('a target that fails has no bar any more', () => {
  const {take, told, waits} = bar();
  take({type: 'target.restored', boot: 1, accelerator: 'kvm'});
  take({type: 'target.died', why: 'killed'});
  assert.deepEqual(told, [{what: 'restoring the target', done: 0, of: 0, unit: 'seconds'}, 'closed']);
  assert.equal(waits(), false);
});
