// What a second opinion waits for and what waits for it, and that none of it touches the work.
import assert from 'node:assert/strict';
import test from 'node:test';
import {deadlinesOf} from '../../src/core/deadlines.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import {endingsOf} from '../../src/core/endings.ts';
import type {Event} from '../../src/core/events.ts';
import {gateOf} from '../../src/core/gate.ts';
import {callId, messageId, type OpinionId, turnId} from '../../src/core/ids.ts';
import {noUsage, type State} from '../../src/core/state.ts';
import {
  A1,
  after,
  assigned,
  atCallOf,
  call,
  called,
  created,
  O1,
  opinionOpen,
  poweredUp,
  started,
  statementAnswered,
  stateOf,
  T1,
  tree,
} from './states.ts';

const running = stateOf(started(), ...poweredUp, created());
const asked = after(running, {type: 'opinion.asked', opinion: O1, statements: ['a reader blocks', 'no leak']});
const begun = stateOf(
  started(),
  ...opinionOpen('a reader blocks', 'no leak'),
  assigned('verifier', 'opinion', A1, null),
);

/** The Verifier at the first of two calls. */
const answering = stateOf(
  started(),
  ...opinionOpen('a reader blocks', 'no leak'),
  assigned('verifier', 'opinion', A1, null),
  ...called(['x', 'y']),
);
const concluded: Event = {type: 'opinion.concluded', opinion: O1, summary: 'it holds'};
const told: Event = {type: 'message.queued', message: messageId(1), to: 'verifier', about: 'redirect', text: 'sure?'};

test('from asking to concluding, what is due', () => {
  assert.deepEqual(dueOf(asked), {do: 'pinOpinion', opinion: O1});
  const pinning = after(asked, {type: 'opinion.pinStarted', opinion: O1});
  assert.notEqual(dueOf(pinning)?.do, 'pinOpinion');
  const pinned = after(pinning, {type: 'opinion.pinned', opinion: O1, tree});
  assert.deepEqual(dueOf(pinned), {do: 'startAssignment', role: 'verifier', purpose: 'opinion'});
  assert.deepEqual(dueOf(begun), {do: 'askModel', assignment: A1});
});

const waiting = after(begun, statementAnswered(1), statementAnswered(2), concluded);
const isOfVerifier = (state: State): boolean => JSON.stringify(dueOf(state) ?? {}).includes(A1);

test('a concluded opinion waits for the person, and costs nothing meanwhile', () => {
  assert.equal(isOfVerifier(waiting), false);
  assert.deepEqual(dueOf(after(waiting, told)), {do: 'askModel', assignment: A1});
  assert.deepEqual(dueOf(after(waiting, {type: 'opinion.statementsAdded', opinion: O1, statements: ['z']})), {
    do: 'askModel',
    assignment: A1,
  });
});

test('answers in words alone are no sign of being stuck when the person asked', () => {
  let state = waiting;
  for (let turn = 1; turn <= 5; turn++) {
    const words: Event = {...told, message: messageId(turn)} as Event;
    state = after(
      state,
      words,
      {type: 'turn.asked', assignment: A1, turn: turnId(A1, turn), messages: [messageId(turn)]},
      {type: 'turn.answered', turn: turnId(A1, turn), text: 'yes', calls: [], usage: noUsage},
    );
    assert.equal(isOfVerifier(state), false);
  }
});

test('paused as a whole, and with a target at fault, the Verifier goes on; a model at fault stops it', () => {
  const fault = (source: 'target' | 'model'): Event => ({
    type: 'fault.raised',
    fault: 'X1' as never,
    source,
    what: 'w',
    help: 'h',
  });
  const paused = after(begun, {type: 'session.paused', why: 'by you'});
  const due = {do: 'askModel', assignment: A1} as const;
  assert.deepEqual(dueOf(paused), due);
  assert.ok(!isRefusal(decide(paused, due)));
  assert.deepEqual(dueOf(after(begun, fault('target'))), due);
  assert.equal(dueOf(after(begun, fault('model'))), null);
  assert.equal(dueOf(after(begun, {type: 'agent.paused', role: 'verifier'}))?.do === 'askModel', false);
});

test('its retry is due while the session is paused', () => {
  const failed = after(
    begun,
    {type: 'turn.asked', assignment: A1, turn: turnId(A1, 1), messages: []},
    {type: 'turn.failed', turn: turnId(A1, 1), failure: {failure: 'cut', message: 'cut'}, retryInMs: 500},
    {type: 'session.paused', why: 'by you'},
  );
  assert.deepEqual(
    deadlinesOf(failed).map(({command}) => command),
    [{do: 'askModel', assignment: A1}],
  );
});

test('giving up halts the opinion alone: no question, no fault, no task is touched', () => {
  const events = decide(after(begun, told), {do: 'giveUp', assignment: A1, why: 'no answer after 5 tries'});
  assert.ok(!isRefusal(events));
  assert.deepEqual(
    events.map(({type}) => type),
    ['assignment.ended', 'message.refused', 'opinion.halted'],
  );
  const halted = after(after(begun, told), ...events);
  assert.equal(isOfVerifier(halted), false, 'what failed is not asked again by itself');
  const again = after(halted, {...told, message: messageId(2)} as Event);
  assert.deepEqual(dueOf(again), {do: 'startAssignment', role: 'verifier', purpose: 'opinion'});
});

test('what it found opens no gate and closes none', () => {
  const before = atCallOf('reviewer');
  const opinion = after(before, ...opinionOpen(), statementAnswered(1, 'contradicted'), concluded);
  assert.deepEqual(gateOf(opinion, T1), gateOf(before, T1));
  assert.deepEqual(opinion.findings, before.findings);
  assert.deepEqual(opinion.verdicts, before.verdicts);
  assert.equal(opinion.constraintRevision, before.constraintRevision);
});

test('a session whose work has ended does not end under the Verifier, and its time runs out as accepted', () => {
  const done = after(
    running,
    {type: 'task.advanced', task: T1, stage: 'done', because: 'x'},
    assigned('scheduler', 'conclude', A1, null),
    {type: 'assignment.ended', assignment: A1, how: 'finished', why: 'noted'},
  );
  assert.deepEqual(dueOf(done), {do: 'conclude'});
  const talking = after(done, ...opinionOpen(), assigned('verifier', 'opinion', 'A2' as never, null));
  assert.equal(dueOf(talking)?.do, 'askModel');
  const underWay = after(talking, {type: 'turn.asked', assignment: 'A2' as never, turn: 'A2.1' as never, messages: []});
  assert.equal(dueOf(underWay), null);
  const expired = decide(underWay, {do: 'expire'});
  assert.ok(!isRefusal(expired));
  assert.deepEqual(
    expired
      .filter(({type}) => type === 'session.ended' || type === 'opinion.closed')
      .map((event) => ('outcome' in event ? event.outcome : event.type)),
    ['opinion.closed', 'accepted'],
  );
  const answered = after(talking, statementAnswered(1), concluded);
  assert.deepEqual(dueOf(answered), {do: 'conclude'}, 'one that only waits for the person holds nothing up');
});

test('a core that comes back pins again, and its reading has changed nothing', () => {
  const pinning = after(asked, {type: 'opinion.pinStarted', opinion: O1}, {type: 'session.reopened', lostEvents: 0});
  assert.deepEqual(dueOf(pinning), {do: 'pinOpinion', opinion: O1});
  const checking = after(answering, {type: 'tool.started', call: call()});
  const [ended] = endingsOf(checking).filter(({type}) => type === 'tool.returned');
  assert.ok(ended?.type === 'tool.returned' && ended.wrote === undefined && ended.call === callId(turnId(A1, 1), 1));
});

test('opinions are kept within a bound', () => {
  const many = Array.from(
    {length: 40},
    (_, n): Event => ({type: 'opinion.asked', opinion: `O${n + 1}` as OpinionId, statements: ['x']}),
  );
  const state = after(running, ...many);
  assert.equal(state.opinions.length, 16);
  assert.equal(state.opinions.at(-1)?.id, 'O40');
});
