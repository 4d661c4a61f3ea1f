// The build behind what was submitted or committed is kept while others come and go; where it is gone all the same, the task goes
// back to the Executor.
import assert from 'node:assert/strict';
import test from 'node:test';
import {decide} from '../../src/core/decide.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {cleanBuildOf} from '../../src/core/gate.ts';
import {kept} from '../../src/core/limits.ts';
import {
  advanced,
  built,
  created,
  judged,
  otherTree,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
  tree,
} from './states.ts';

const approved: readonly Event[] = [
  ...[started(), ...poweredUp, created(), advanced('writing'), ...built()],
  ...[submitted(), judged('approve'), advanced('running')],
];
const manyOthers = Array.from({length: 2 * kept.builds}, (_, index) =>
  built({ordinal: index + 2, of: otherTree}),
).flat();

test('the build of a submitted tree is not pushed out by newer builds', () => {
  const state = stateOf(...approved, ...manyOthers);
  assert.equal(cleanBuildOf(state, tree)?.id, 'B1');
  assert.equal(state.builds.length, kept.builds);
  assert.deepEqual(dueOf(state), {do: 'startRun', task: T1});
});

test('nor is that of the committed tree, whatever is submitted since', () => {
  const commit: readonly Event[] = [
    {type: 'commit.started', task: T1, tree, message: 'm'},
    {type: 'commit.ended', task: T1, commit: 'c0ffee'},
  ];
  const state = stateOf(...approved, ...commit, submitted(otherTree), judged('change', {of: otherTree}), ...manyOthers);
  assert.equal(cleanBuildOf(state, tree)?.id, 'B1');
});

test('an approved tree without a build is built anew, and nothing due is refused', () => {
  const state = {...stateOf(...approved), builds: []};
  const command = dueOf(state);
  assert.deepEqual(command, {do: 'advance', task: T1});
  const because = 'no clean build of tree 111111111111; no run of tree 111111111111 was accepted on the target';
  assert.deepEqual(decide(state, command), [{type: 'task.advanced', task: T1, stage: 'writing', because}]);
});
