// The Reviewer's pane says what stands of the tree that is at hand; what was said of another task's says nothing of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {reviewerRows} from '../../src/view/reviewer-rows.ts';
import {begun, checked, examined, resultOf, unlock} from '../core/examined-states.ts';
import {advanced, created, judged, openGate, otherTree, stateOf, T2, tree} from '../core/states.ts';
import {asciiPen} from './pens.ts';

const textOf = (...events: readonly Event[]): string =>
  reviewerRows(stateOf(...openGate, ...events), 90, asciiPen)
    .map((row) => row.map(({text}) => text).join(''))
    .join('\n');

/** T1 is approved and done, T2 hands in its tree. */
const next: readonly Event[] = [
  advanced('done'),
  created(T2),
  {type: 'work.submitted', task: T2, tree: otherTree, summary: 's'},
  {type: 'task.advanced', task: T2, stage: 'reviewing', because: 'submitted'},
];
const looking: Event = {type: 'examination.started', task: T2, tree: otherTree, checks: ['sparse', 'smatch']};

test('a newer tree has no verdict yet, whatever was said of the one before', () => {
  assert.match(textOf(), /T1 +\S+ approved/);
  const text = textOf(...next, looking);
  assert.match(text, /T2 +\S+ no verdict yet +tree 22222222/);
  assert.doesNotMatch(text, /approved/);
});

test('nor are the checks of the one before shown for it', () => {
  const before = examined(tree, resultOf('leaks'));
  assert.match(textOf(...before), /leaks +found nothing/);
  assert.doesNotMatch(textOf(...before, ...next), /leaks/);
  assert.match(textOf(...before, ...next, looking), /sparse +is looking, then 1 more/);
});

test('its own verdict is shown when it is given', () => {
  const own = {...judged('approve'), task: T2, tree: otherTree} as Event;
  assert.match(textOf(...next, own), /T2 +\S+ approved/);
});

test('what was left open at the end of its task says so', () => {
  assert.match(textOf(begun(), checked(resultOf('checkpatch', unlock)), advanced('done')), /K1 +major.*left open/);
});
