// Only who looked for it to the end can say that a finding is gone.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {CheckEnd} from '../../src/core/examination.ts';
import {hasLookedFor, type LookedFor} from '../../src/core/looked-for.ts';

const leak: LookedFor = {check: 'leaks', class: 'leak on unload'};
const finished: CheckEnd = {kind: 'finished', looked: 'two scans'};

test('its own check has, where it came to its end', () => {
  assert.equal(hasLookedFor({check: 'leaks', end: finished}, leak), true);
  assert.equal(hasLookedFor({check: 'load', end: finished}, leak), false);
  assert.equal(hasLookedFor({check: 'leaks', end: {kind: 'stopped', why: 'late'}}, leak), false);
  assert.equal(hasLookedFor({check: 'leaks', end: {kind: 'notRun', why: 'no kernel'}}, leak), false);
});

test('one that had no time for the class has not', () => {
  const short: CheckEnd = {...finished, notFor: ['leak on unload']};
  assert.equal(hasLookedFor({check: 'leaks', end: short}, leak), false);
  assert.equal(hasLookedFor({check: 'leaks', end: {...finished, notFor: ['deadlock']}}, leak), true);
});

test('a race that stands under the check of old is looked for on the kernel that tells of races', () => {
  const race: LookedFor = {check: 'parallel', class: 'data race', report: {kind: 'kcsan'} as never};
  assert.equal(hasLookedFor({check: 'parallel', end: finished}, race), false);
  assert.equal(hasLookedFor({check: 'races', end: finished}, race), true);
});
