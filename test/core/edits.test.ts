// What the person changes in the Executor's folder: told once with its next turn, handed to the Reviewer, gone with the commit.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {turnId} from '../../src/core/ids.ts';
import {kept} from '../../src/core/limits.ts';
import {takenBackEvents} from '../../src/core/reduce-edits.ts';
import type {State} from '../../src/core/state.ts';
import {A1, after, assigned, created, poweredUp, started, stateOf, submitted, T1, tree} from './states.ts';

const writing = stateOf(started(), ...poweredUp, created(), assigned('executor', 'write'));
const touched = (path: string, diff: string): Event => ({type: 'artefact.touched', path, change: 'changed', diff});
const asked = (ordinal: number): Event => ({
  type: 'turn.asked',
  assignment: A1,
  turn: turnId(A1, ordinal),
  messages: [],
});
const taken: Event = {type: 'artefact.recorded', tree, files: [{path: 'a.c', bytes: 1}]};

const edits = ({edits: all}: State) =>
  all.map(({path, diff, isTold, part}) => `${path} ${diff} ${isTold ? 'told' : 'new'} ${part}`);
const heard = ({assignments}: State) =>
  assignments[0]?.transcript.flatMap((item) => (item.kind === 'edit' ? [`${item.path} ${item.diff}`] : []));

test('the Executor hears of it with its next turn, once', () => {
  const told = after(writing, touched('a.c', '+x'), asked(1));
  assert.deepEqual(heard(told), ['a.c +x']);
  const failed: Event = {
    type: 'turn.failed',
    turn: turnId(A1, 1),
    failure: {failure: 'cut', message: 'm'},
    retryInMs: 0,
  };
  assert.deepEqual(heard(after(told, failed, asked(2))), ['a.c +x'], 'also where the answer did not come');
});

test('a file that is saved again before anyone heard of it is one change', () => {
  assert.deepEqual(edits(after(writing, touched('a.c', '+x'), touched('b.c', '+b'), touched('a.c', '+x+y'))), [
    'b.c +b new folder',
    'a.c +x+y new folder',
  ]);
  assert.deepEqual(edits(after(writing, touched('a.c', '+x'), asked(1), touched('a.c', '+y'))), [
    'a.c +x told folder',
    'a.c +y new folder',
  ]);
});

test('what was taken back is not handed to the Reviewer, and the folder counts as built', () => {
  const edited = after(writing, taken, touched('a.c', '+x'));
  assert.deepEqual(takenBackEvents(edited, 'ffffffffffffffff' as never), [], 'it holds something else');
  assert.deepEqual(takenBackEvents(after(writing, taken), tree), [], 'nothing was changed');
  const back = after(edited, ...takenBackEvents(edited, tree));
  assert.deepEqual([back.artefact?.unbuilt, edits(back)], [false, []]);
});

test('another role is not told in the place of the Executor', () => {
  const planning = stateOf(
    started(),
    ...poweredUp,
    created(),
    assigned('planner', 'plan'),
    touched('a.c', '+x'),
    asked(1),
  );
  assert.deepEqual([heard(planning), edits(planning)], [[], ['a.c +x new folder']]);
});

test('it goes with the tree to the Reviewer, and with the commit out of mind; what came later stays', () => {
  const handed = after(writing, touched('a.c', '+x'), taken, submitted(), touched('b.c', '+b'));
  assert.deepEqual(edits(handed), ['a.c +x new submitted', 'b.c +b new folder']);
  const committed: Event = {type: 'commit.ended', task: T1, commit: 'c0ffee'};
  assert.deepEqual(edits(after(handed, committed)), ['b.c +b new folder']);
});

test('what was built is no longer what lies there', () => {
  assert.equal(after(writing, taken, touched('a.c', '+x')).artefact?.unbuilt, true);
});

test('no more of them are kept than can be told', () => {
  const many = Array.from({length: kept.edits + 20}, (_, at) => touched(`f${at}.c`, '+x'));
  assert.equal(after(writing, ...many).edits.length, kept.edits);
});
