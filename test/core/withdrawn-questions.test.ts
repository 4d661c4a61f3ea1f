// What the person was asked about a task is withdrawn when its work stops: a late answer sets nothing going.
import assert from 'node:assert/strict';
import test from 'node:test';
import {allAsk, allow, refuse} from '../../src/core/approval.ts';
import type {Command} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {decideHeld} from '../../src/core/decide-held.ts';
import {isRefusal} from '../../src/core/decision.ts';
import type {Event} from '../../src/core/events.ts';
import {questionId} from '../../src/core/ids.ts';
import {giveItUp, tryAgain} from '../../src/core/question.ts';
import type {State} from '../../src/core/state.ts';
import {unattendedEvents} from '../../src/core/unattended.ts';
import {refuses} from './decisions.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  created,
  judged,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
  T2,
} from './states.ts';

function then(state: State, command: Command): State {
  const decision = decide(state, command);
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  return after(state, ...decision);
}

const approve = {...allAsk, build: 'auto', reset: 'auto'} as const;
const approved = stateOf(
  ...[started({approve}), ...poweredUp, created(), created(T2), ...built(), submitted(), judged('approve')],
  advanced('running'),
);
const heeded = (state: State): State => after(state, assigned('scheduler', 'heed', A1, null), ...called(['x']));
const cancelled = (state: State): State =>
  then(heeded(state), {do: 'cancelTask', call: call(), task: 'T1', why: 'not wanted'});
const answer = (text: string): Command => ({do: 'answer', question: questionId(1), answer: text});

const asked = then(approved, {do: 'startRun', task: T1});
const stuck = then(after(approved, advanced('writing')), {do: 'failTask', task: T1, why: 'it is stuck'});

for (const [what, state] of [
  ['for a run', asked],
  ['how a task goes on', stuck],
] as const) {
  test(`asked ${what}: cancelling the task withdraws the question`, () => {
    assert.equal(state.questions[0]?.answer, undefined);
    assert.equal(cancelled(state).questions[0]?.answer, 'none: not wanted');
  });
  for (const text of [allow, refuse, tryAgain, giveItUp])
    refuses(`"${text}" to what was asked ${what}`, cancelled(state), answer(text), /was answered: none: not wanted/);
}

/** As a journal has it in which the task ended over its question. */
const leftOpen = (state: State): State => after(state, advanced('cancelled'));
refuses('an answer to a question that its task has ended over', leftOpen(asked), answer(allow), /T1 is cancelled/);
refuses('as to how it goes on', leftOpen(stuck), answer(giveItUp), /T1 is cancelled/);
test('an act that was held for it is neither done nor refused', () => {
  for (const text of [allow, refuse]) assert.deepEqual(decideHeld(leftOpen(asked), {act: 'load', task: T1}, text), []);
});
test('and with nobody there the task stays as it ended', () => {
  for (const state of [asked, stuck]) {
    const types = unattendedEvents(leftOpen(state)).map(({type}: Event) => type);
    assert.deepEqual(types, ['question.answered']);
  }
});
