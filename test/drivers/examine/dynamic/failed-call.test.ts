import assert from 'node:assert/strict';
import test from 'node:test';
import {callWords, countWords, wayLines} from '../../../../src/drivers/examine/dynamic/failed-call.ts';
import type {InjectedFailure} from '../../../../src/kernel/injected.ts';

const frame = {symbol: 'ring_new', offset: 0x34, size: 0x90, module: 'ring', reliable: true};
const failed = (ability: string): InjectedFailure => ({ability, task: 'nth-0.1', frames: [frame]});

test('a call that failed, by its number, what it was, and its place', () => {
  const site = {function: 'ring_new', file: 'ring.c', line: 31};
  const call = {number: 3, failure: failed('failslab')};
  assert.equal(callWords({...call, site}), 'call 3, an allocation in ring_new at ring.c:31');
  assert.equal(callWords({...call, failure: failed('fail_usercopy')}), 'call 3, a copy from or to user space');
  assert.deepEqual(wayLines(call), ['let fail (failslab):', '    ring_new+0x34/0x90 [ring]']);
});

test('how many of which kind failed', () => {
  const all = ['failslab', 'failslab', 'fail_usercopy', 'fail_page_alloc', 'fail_page_alloc'].map(failed);
  assert.equal(countWords(all), '2 allocations, 1 copy from or to user space, 2 allocations of pages');
  assert.equal(countWords([failed('failslab')]), '1 allocation');
  assert.equal(countWords([]), 'no call of the module that can fail');
});
