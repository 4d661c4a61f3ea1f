import assert from 'node:assert/strict';
import test from 'node:test';
import type {Run} from '../../src/core/entities.ts';
import {buildId, runId} from '../../src/core/ids.ts';
import {runResult} from '../../src/view/call-result.ts';
import {T1, tree} from '../core/states.ts';

const run: Run = {
  ...{id: runId(2), task: T1, build: buildId(2), tree, acceptance: 'accept', trial: false, startedAtMs: 0},
  ...{durationMs: 4000, verdict: {kind: 'accepted'}, reports: []},
};

function check(name: string, change: Partial<Run>, expected: readonly string[]): void {
  test(name, () => {
    const {text, more} = runResult({...run, ...change});
    assert.deepEqual([text, ...more], expected);
  });
}

const title = 'BUG: bad in ring_read';
check('a single run', {}, ['4.0 s, accepted']);
check('several clean starts', {passes: {wanted: 4, made: 4, last: 'booted'}}, ['4.0 s, accepted from 4 clean starts']);
check(
  'a crash in one of them',
  {
    verdict: {kind: 'crashed', how: 'panicked', stage: 'cycle', why: title},
    passes: {wanted: 4, made: 3, last: 'saved'},
  },
  ['4.0 s, panicked at cycle, start 3 of 4', title],
);
check('a crash that was seen again', {reproduction: {title, tries: 2, seen: 1}}, [
  '4.0 s, accepted',
  `seen again on the old build, in try 2: ${title}`,
]);
check('one that was not', {reproduction: {title, tries: 3, seen: 0}}, [
  '4.0 s, accepted',
  `unreproduced in 3 tries on the old build: ${title}`,
]);
check('one that could not be tried', {reproduction: {title, tries: 0, seen: 0}}, [
  '4.0 s, accepted',
  `not tried again on the old build: ${title}`,
]);
