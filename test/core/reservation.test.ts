// What is set aside for a question is no less than what it takes.
import assert from 'node:assert/strict';
import test from 'node:test';
import {promptFor} from '../../agents/prompt.ts';
import {tokensOfRequest, tokensOfText} from '../../src/core/estimate.ts';
import type {Event} from '../../src/core/events.ts';
import {blobHash, callId, turnId} from '../../src/core/ids.ts';
import {reservationFor} from '../../src/core/reservation.ts';
import {noUsage, type State} from '../../src/core/state.ts';
import {A1, advanced, after, assigned, constraintAdded, created, poweredUp, started, stateOf} from './states.ts';

const played = JSON.stringify({
  model: 'm',
  items: [
    {type: 'reasoning', encrypted_content: 'e'.repeat(32_000)},
    {type: 'function_call', call_id: 'p', name: 'list_files', arguments: '{}'},
  ],
});
const writing = stateOf(started(), ...poweredUp, created(), advanced('writing'), assigned('executor', 'write'));

/** Answers with much reasoning and few words. */
function reasoned(answers: number): State {
  return Array.from({length: answers}, (_, index) => turnId(A1, index + 1)).reduce(
    (state, turn) => after(state, ...answered(turn)),
    writing,
  );
}

function answered(turn: ReturnType<typeof turnId>): readonly Event[] {
  const calls = [{providerId: 'p', name: 'list_files', argumentsJson: '{}'}];
  const kept = {continuation: blobHash('c'.repeat(64)), continuationTokens: tokensOfText(played)};
  return [
    {type: 'turn.asked', assignment: A1, turn, messages: []},
    {type: 'turn.answered', turn, text: '', calls, usage: noUsage, ...kept},
    {type: 'tool.returned', call: callId(turn, 1), ok: true, output: 'ring.c'},
  ];
}

function shortOf(state: State): number {
  const [assignment] = state.assignments;
  assert.ok(assignment);
  const prompt = promptFor(state, assignment, () => played);
  assert.ok(!('refused' in prompt), JSON.stringify(prompt));
  const longest = state.models.executor?.outputTokensMax ?? 128_000;
  return tokensOfRequest(prompt) - (reservationFor(state, assignment).tokens - longest);
}

for (const answers of [0, 1, 12])
  test(`with ${answers} answers to be played back`, () => assert.ok(shortOf(reasoned(answers)) <= 0));
test('with constraints that are never cut', () => {
  const many = Array.from({length: 40}, (_, index) =>
    constraintAdded(index + 1, {text: `${index} ${'x'.repeat(1900)}`}),
  );
  assert.ok(shortOf(after(writing, ...many)) <= 0);
});
test('an allowed length of the answer is set aside, no more', () => {
  const model = {model: 'm', effort: 'high'};
  const [assignment] = writing.assignments;
  assert.ok(assignment);
  const bounded = {...writing, models: {...writing.models, executor: {...model, outputTokensMax: 5_000}}};
  assert.equal(reservationFor(writing, assignment).tokens - reservationFor(bounded, assignment).tokens, 123_000);
});
