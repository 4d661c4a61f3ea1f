import assert from 'node:assert/strict';
import test from 'node:test';
import {asBriefed} from '../../src/core/briefing.ts';
import {A1, after, assigned, created, started, stateOf} from './states.ts';

test('an assignment keeps what it was begun on, until it ends', () => {
  const begun = stateOf(started(), created(), assigned('executor', 'write'));
  const [task] = begun.tasks;
  assert.ok(task);
  const later = {...begun, tasks: [{...task, goal: 'something else'}], constraintRevision: 9};
  assert.equal(asBriefed(later, A1).tasks[0]?.goal, task.goal);
  assert.equal(asBriefed(later, A1).constraintRevision, 9);
  const ended = after(later, {type: 'assignment.ended', assignment: A1, how: 'finished', why: 'done'});
  assert.deepEqual(ended.briefings, {});
  assert.equal(asBriefed(ended, A1).tasks[0]?.goal, 'something else');
});

test('a tree that was taken since is not there in what it was begun on', () => {
  const begun = stateOf(started(), created(), assigned('executor', 'write'));
  const later = {...begun, artefact: {tree: 't' as never, files: [], unbuilt: false}};
  assert.equal('artefact' in asBriefed(later, A1), false);
});
