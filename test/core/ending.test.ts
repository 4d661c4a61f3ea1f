// How a session ends, what its end says of what was under way, and what a core that comes back says of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endingEvents, exitStatusOf} from '../../src/core/ending.ts';
import {endingsOf} from '../../src/core/endings.ts';
import type {Event} from '../../src/core/events.ts';
import type {State} from '../../src/core/state.ts';
import {
  A1,
  after,
  assigned,
  atCallOf,
  built,
  call,
  created,
  openGate,
  poweredUp,
  ran,
  started,
  stateOf,
} from './states.ts';

const power: Event = {type: 'power.requested', act: 'reset', by: 'person'};
const building = after(atCallOf('executor'), {type: 'tool.started', call: call()}, ...built().slice(0, 1));
const running = after(stateOf(...openGate), ...ran({ordinal: 2}).slice(0, 1));
const asking = stateOf(
  ...[started(), ...poweredUp, created(), assigned('planner', 'plan'), queued('M1'), queued('M2')],
  {type: 'turn.asked', assignment: A1, turn: 'A1.1' as never, messages: ['M1' as never]},
);

function leaves(what: string, state: State, ...expected: readonly (readonly [Event['type'], object?])[]): void {
  test(`a core that comes back, ${what}`, () => {
    const events = endingsOf(state);
    assert.deepEqual(
      events.map(({type}) => type),
      expected.map(([type]) => type),
    );
    for (const [index, event] of events.entries()) assert.deepEqual({...event, ...expected[index]?.[1]}, event);
  });
}

leaves('to nothing under way', stateOf(started()));
leaves('to a target that was up', stateOf(started(), ...poweredUp), [
  'target.died',
  {why: 'the core that ran it ended'},
]);
leaves(
  'to a target being reset',
  stateOf(started(), ...poweredUp, power),
  ['power.ended', {act: 'reset'}],
  ['target.died'],
);
leaves(
  'to a build',
  building,
  ['target.died'],
  ['build.finished', {result: {kind: 'interrupted'}}],
  ['tool.returned', {call: call(), ok: false, wrote: true}],
);
leaves('to a run', running, ['target.died'], ['run.finished', {verdict: {kind: 'interrupted'}}]);
leaves(
  'to a question to the model',
  asking,
  ['target.died'],
  [
    'turn.failed',
    {failure: {failure: 'interrupted', message: 'the core ended while the answer was on its way'}, retryInMs: 0},
  ],
);
leaves('to calls that had not begun', atCallOf('executor'), ['target.died']);
leaves(
  'to a call that waits for the person',
  after(atCallOf('planner'), {
    type: 'question.asked',
    question: 'Q1' as never,
    by: 'planner',
    text: 't',
    choices: [],
    call: call(),
  }),
  ['target.died'],
);
leaves('to a commit, which is asked for again', after(stateOf(...openGate), commit()), ['target.died']);

test('words that were on their way to a model are queued again', () => {
  const state = after(asking, ...endingsOf(asking));
  assert.deepEqual(
    state.messages.map(({fate}) => fate.kind),
    ['queued', 'queued'],
  );
});

function ends(what: string, state: State, ...expected: readonly Event['type'][]): void {
  test(`a session that ends ${what}`, () => {
    const types = endingEvents(state, 'stopped', 'enough', 'person').map(({type}) => type);
    assert.deepEqual(types, [...expected, 'session.ended']);
  });
}

ends('with nothing under way', stateOf(started(), ...poweredUp));
ends('during a reset', stateOf(started(), ...poweredUp, power), 'power.ended');
ends('during a build', building, 'build.finished', 'tool.returned');
ends('during a run', running, 'run.finished');
ends('during an answer, its words undelivered', asking, 'turn.failed', 'message.refused', 'message.refused');

test('what ends with the session gives up the answer that was on its way', () => {
  const [failed] = endingEvents(asking, 'stopped', 'enough');
  assert.equal(failed?.type === 'turn.failed' && failed.failure.failure, 'cancelled');
});

test('the last event carries the tally and the newest commit', () => {
  const state = after(stateOf(...openGate), commit(), {type: 'commit.ended', task: 'T1' as never, commit: 'c0ffee'});
  assert.deepEqual(endingEvents(state, 'accepted', 'all passed').at(-1), {
    ...{type: 'session.ended', outcome: 'accepted', why: 'all passed', commit: 'c0ffee'},
    ...{builds: 1, runs: 1, oopses: 0, panics: 0, hangs: 0, watchdogReboots: 0, pstoreRecords: 0},
  });
});

test('the exit status follows from the end', () => {
  const ended = {phase: 'ended', why: 'w'} as const;
  assert.equal(exitStatusOf({...ended, outcome: 'accepted'}), 0);
  assert.equal(exitStatusOf({...ended, outcome: 'not-accepted'}), 1);
  assert.equal(exitStatusOf({...ended, outcome: 'stopped', cause: 'fault'}), 3);
  assert.equal(exitStatusOf({...ended, outcome: 'stopped', cause: 'person'}), 130);
  assert.equal(exitStatusOf({...ended, outcome: 'stopped', cause: 'interrupt'}), 130);
  assert.equal(exitStatusOf({phase: 'running'}), 3);
});

function queued(id: string): Event {
  return {type: 'message.queued', message: id as never, to: 'planner', about: 'redirect', text: 't'};
}

function commit(): Event {
  return {type: 'commit.started', task: 'T1' as never, tree: 'x' as never, message: 'm'};
}
