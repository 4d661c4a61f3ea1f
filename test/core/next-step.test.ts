// What is next for an assignment, as a table over what is known of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Assignment} from '../../src/core/entities.ts';
import {defaultLimits} from '../../src/core/limits.ts';
import {type NextStep, nextStep} from '../../src/core/next-step.ts';
import {A1, call} from './states.ts';

const assignment: Assignment = {
  id: A1,
  role: 'executor',
  purpose: 'write',
  startedAtMs: 0,
  turns: 3,
  turn: {at: 'boundary'},
  transcript: [],
  constraintRevision: 0,
  idleAnswers: 0,
  failures: 0,
  repeats: 0,
  nudged: false,
};

const turn = 'A1.3' as never;
const pending = (...states: readonly ('waiting' | 'running' | 'person')[]): Assignment['turn'] => ({
  at: 'calls',
  turn,
  pending: states.map((state, index) => ({
    id: call(index + 1),
    providerId: `${index}`,
    name: 'n',
    argumentsJson: '{}',
    state,
  })),
});

function check(what: string, change: Partial<Assignment>, expected: Partial<NextStep>, paused = false): void {
  test(`${what}${paused ? ', paused' : ''}: ${expected.do}`, () => {
    const step = nextStep({...assignment, ...change}, paused, defaultLimits);
    assert.deepEqual({...step, ...expected}, step);
  });
}

const person: Partial<NextStep> = {do: 'wait', for: 'person'};

check('at a boundary', {}, {do: 'askModel'});
check('at a boundary', {}, person, true);
check('an answer is on its way', {turn: {at: 'asked', turn, sinceMs: 0}}, {do: 'wait', for: 'model'});
check('an answer is on its way', {turn: {at: 'asked', turn, sinceMs: 0}}, {do: 'wait', for: 'model'}, true);
check('a retry is set', {turn: {at: 'retry', why: 'w', notBeforeMs: 9}}, {do: 'wait', for: 'retry'});
check('calls wait', {turn: pending('waiting', 'waiting')}, {do: 'carryOut', call: call(1)});
check('calls wait', {turn: pending('waiting', 'waiting')}, person, true);
check('a call runs', {turn: pending('running', 'waiting')}, {do: 'wait', for: 'tools'});
check('a call runs', {turn: pending('running', 'waiting')}, {do: 'wait', for: 'tools'}, true);
check('a later call runs', {turn: pending('waiting', 'running')}, {do: 'wait', for: 'tools'});
check('a call waits for the person', {turn: pending('person', 'waiting')}, person);
check('no call is left', {turn: pending()}, {do: 'askModel'});

check('one answer without a call', {idleAnswers: 1}, {do: 'askModel'});
check('answers without a call', {idleAnswers: 2}, {do: 'stop', because: '2 answers in a row called no tool'});
check('answers without a call', {idleAnswers: 2}, person, true);
check('the last turn', {turns: 59}, {do: 'askModel'});
check('turns are spent', {turns: 60}, {do: 'stop', because: '60 turns without an end'});
check('failures that may pass', {failures: 5}, {do: 'askModel'});
check('too many failures', {failures: 6}, {do: 'stop', because: 'no answer after 6 tries'});
check('three times the same', {repeats: 2}, {do: 'askModel'});
check('four times the same', {repeats: 3}, {do: 'nudge'});
check('four times the same, nudged', {repeats: 3, nudged: true}, {do: 'askModel'});
check('five times the same, nudged', {repeats: 4, nudged: true}, {do: 'stop'});
check('many at once, not nudged', {repeats: 7}, {do: 'nudge'});
check('something else after a nudge', {repeats: 0, nudged: true}, {do: 'askModel'});
