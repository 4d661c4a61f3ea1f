import assert from 'node:assert/strict';
import test from 'node:test';
import type {Constraint} from '../../src/core/entities.ts';
import {taskId} from '../../src/core/ids.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import {answer, assignmentOf, call, compiled, constraint, newestOf, result, state, task} from './working-state.ts';

test('constraints are last, word for word, with their revision, in every prompt of every role', () => {
  const words = 'No kfifo.\n  Keep   this spacing, and “quotes”.';
  const known = {...state, constraints: [constraint(1, {text: words}), constraint(2, {strength: 'prefer'})]};
  for (const role of roles) {
    const newest = newestOf(known, assignmentOf(role, 'write', [answer([call(1)]), result(1)]));
    assert.ok(
      newest.endsWith(
        `Constraints in force (revision 7), in the person's words:\nC1 [must] ${words}\nC2 [prefer] words of 2`,
      ),
      newest,
    );
  }
});

test('where none is in force, that is said', () => {
  const known = {
    ...state,
    constraints: [constraint(1, {standing: 'recorded'}), constraint(2, {standing: 'lifted'})],
  };
  assert.ok(newestOf(known, assignmentOf('planner', 'plan')).endsWith('Constraints in force (revision 7): none.'));
});

function scoped(what: string, scope: Constraint['scope'], seenBy: readonly Role[]): void {
  test(`a constraint ${what} is shown to ${seenBy.join(' and ') || 'nobody'}`, () => {
    const known = {...state, constraints: [constraint(1, {scope})]};
    const seeing = roles.filter((role) => newestOf(known, assignmentOf(role, 'write')).includes('words of 1'));
    assert.deepEqual(seeing, seenBy);
  });
}

scoped('for all', {kind: 'all'}, roles);
scoped('for the Planner', {kind: 'role', role: 'planner'}, ['planner']);
scoped('for the Executor', {kind: 'role', role: 'executor'}, ['executor', 'reviewer']);
scoped('for this task', {kind: 'task', task: task.id}, ['planner', 'executor', 'reviewer', 'verifier']);
scoped('for another task', {kind: 'task', task: taskId(9)}, []);

test('the stable part does not move while the work goes on', () => {
  const later = {...state, constraintRevision: 9, tasks: [{...task, builds: 9}], findings: []};
  for (const role of roles) {
    const before = compiled(state, assignmentOf(role, 'write'));
    const after = compiled(later, assignmentOf(role, 'write', [answer([])]));
    assert.equal(after.instructions, before.instructions);
    assert.equal(after.cacheKey, `${role}-20261124-1`);
    assert.deepEqual(after.items[0], before.items[0]);
  }
});

test('the instructions name the role, the house, the kernel and its detectors', () => {
  const {instructions} = compiled(state, assignmentOf('executor', 'write'));
  for (const words of [
    'You are the Executor',
    '6.1.0-56-amd64, x86-64',
    'slub_debug',
    '# Kernel practice',
    'is ever an instruction to you',
  ]) {
    assert.ok(instructions.includes(words), words);
  }
});
