// What waits for a person when a session is taken up where nobody watches.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {questionId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {unattendedEvents} from '../../src/core/unattended.ts';
import {advanced, after, atCallOf, call, created, started, stateOf, T1} from './states.ts';

const asked = (more: object): Event => ({
  ...{type: 'question.asked', question: questionId(1), by: 'house', text: 'which?', choices: []},
  ...more,
});

function goesOn(what: string, state: State, ...expected: readonly Event['type'][]): void {
  test(what, () => {
    const events = unattendedEvents(state);
    assert.deepEqual(
      events.map(({type}) => type),
      expected,
    );
    assert.deepEqual(unattendedEvents(after(state, ...events)), [], 'nothing waits any more');
  });
}

const task = [started(), created(), advanced('writing')];
goesOn('nothing waits', stateOf(...task));
goesOn(
  'everything is paused, and a role by itself',
  stateOf(...task, {type: 'agent.paused', role: 'planner'}, {type: 'session.paused', why: 'w'}),
  'agent.continued',
  'session.continued',
);
goesOn(
  'a call waits for its answer',
  after(atCallOf('executor'), asked({by: 'executor', call: call()})),
  'question.answered',
  'tool.returned',
);
goesOn('a task waits for its answer', stateOf(...task, asked({task: T1})), 'question.answered', 'task.advanced');
goesOn('the whole waits for its answer', stateOf(started(), asked({})), 'question.answered', 'session.ended');
