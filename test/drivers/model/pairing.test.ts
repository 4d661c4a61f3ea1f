// Whatever a session leaves behind, aborts and redirects included: no request goes out with a call that has no output.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {profiles} from '../../../config/profiles.ts';
import type {TurnId} from '../../../src/core/ids.ts';
import {chatBodyOf} from '../../../src/drivers/model/chat/request-body.ts';
import {continuationOf, requestBodyOf} from '../../../src/drivers/model/responses/request-body.ts';
import type {ModelCall, ModelRequest, PromptItem} from '../../../src/ports.ts';
import {unpairedIn} from '../../model-server/pairing.ts';

/** Ids are the provider's, and unlike each other; what the house kept of an answer may be less than what was in it. */
const history = fc.array(
  fc.record({calls: fc.nat(4), kept: fc.nat(4), answered: fc.array(fc.nat(5)), isPlayed: fc.boolean()}),
  {
    maxLength: 6,
  },
);

type Turns = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

function itemsOf(turns: Turns): readonly PromptItem[] {
  return turns.flatMap(({calls, kept, answered, isPlayed}, turn) => {
    const made = Array.from(
      {length: calls},
      (_, at): ModelCall => ({providerId: `${turn}.${at}`, name: 'x', argumentsJson: '{}'}),
    );
    const items = made.map(({providerId, name}) => ({
      type: 'function_call',
      call_id: providerId,
      name,
      arguments: '{}',
    }));
    const played = isPlayed ? {continuation: continuationOf('m', items)} : {};
    return [
      {kind: 'answer', text: 'a', calls: made.slice(0, kept), ...played},
      {kind: 'message', from: 'person', text: 'Stop.'},
      ...[...new Set(answered)].map((at): PromptItem => ({kind: 'result', providerId: `${turn}.${at}`, output: 'o'})),
    ] as const;
  });
}

function bodyOf(items: readonly PromptItem[], wire: 'responses' | 'chat') {
  const request: ModelRequest = {
    ...{turn: 'A1.1' as TurnId, role: 'executor' as const, ordinal: 0, model: 'm', effort: '', instructions: 'i'},
    ...{items, tools: [], cacheKey: 'k'},
  };
  return wire === 'chat'
    ? chatBodyOf(request, {fields: profiles['openai-chat'].fields})
    : requestBodyOf(request, {fields: profiles.openai.fields});
}

for (const wire of ['responses', 'chat'] as const) {
  test(`${wire}: every request is paired`, () => {
    fc.assert(fc.property(history, (turns) => assert.deepEqual(unpairedIn(bodyOf(itemsOf(turns), wire)), [])));
  });
}

test('the check sees what is not paired', () => {
  const call = {type: 'function_call', call_id: '1'};
  const output = {type: 'function_call_output', call_id: '1'};
  assert.equal(unpairedIn({input: [call]}).length, 1);
  assert.equal(unpairedIn({input: [output]}).length, 1);
  assert.deepEqual(unpairedIn({input: [call, output]}), []);
  const made = {role: 'assistant', tool_calls: [{id: '1'}]};
  const told = {role: 'tool', tool_call_id: '1'};
  assert.deepEqual(unpairedIn({messages: [made, told]}), []);
  assert.equal(unpairedIn({messages: [made, {role: 'user'}, told]}).length, 2);
});
