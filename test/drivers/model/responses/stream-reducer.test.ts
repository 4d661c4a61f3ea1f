import assert from 'node:assert/strict';
import test from 'node:test';
import {reduceResponses, responsesStart} from '../../../../src/drivers/model/responses/stream-reducer.ts';
import type {Piece, StreamEnd} from '../../../../src/drivers/model/wire.ts';
import {beginning, completedWith, outputItems, wholeAnswer} from '../answer-events.ts';

function read(events: readonly unknown[]): {readonly end: StreamEnd | undefined; readonly told: readonly Piece[]} {
  let state = responsesStart;
  const told: Piece[] = [];
  for (const event of events) {
    const next = reduceResponses(state, {kind: 'json', value: event});
    state = next.state;
    told.push(...next.told);
  }
  return {end: state.end, told};
}

function shown(told: readonly Piece[], what: Piece['what']): string {
  return told
    .filter((piece) => piece.what === what)
    .map(({text}) => text)
    .join('');
}

const said = {
  text: 'I read both files.',
  refusal: '',
  calls: [
    {providerId: 'call_1', name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
    {providerId: 'call_2', name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'},
  ],
  items: outputItems,
};

test('a whole answer is told in pieces and ends as completed', () => {
  const {end, told} = read(wholeAnswer);
  assert.deepEqual(end, {kind: 'completed', said, usage: {inputTokens: 1000, cachedTokens: 400, outputTokens: 200}});
  assert.equal(shown(told, 'reasoning'), 'Think.\n\nTwice.');
  assert.equal(shown(told, 'text'), 'I read both files.');
  assert.equal(shown(told, 'call'), 'read_file {"path":"Kbuild"}\nread_file {"path":"ringlog.c"}');
});

test('a stream that is cut anywhere before its last event has no end', () => {
  for (let cut = 0; cut < wholeAnswer.length; cut++) {
    assert.equal(read(wholeAnswer.slice(0, cut)).end, undefined, `cut at ${cut}`);
  }
});

test('the items are taken as they were finished where the last event does not repeat them', () => {
  const {end} = read([...beginning, completedWith({output: []})]);
  assert.deepEqual(end, {kind: 'completed', said});
});

test('what comes after the end changes nothing', () => {
  const {end} = read([...wholeAnswer, {type: 'response.failed', response: {error: {code: 'server_error'}}}]);
  assert.equal(end?.kind, 'completed');
});

const endings: readonly (readonly [string, unknown, StreamEnd | undefined])[] = [
  [
    'a failed response',
    {type: 'response.failed', response: {error: {code: 'server_error', message: 'ouch'}}},
    {kind: 'failed', code: 'server_error', message: 'ouch'},
  ],
  [
    'a failed response without words',
    {type: 'response.failed'},
    {kind: 'failed', code: '', message: 'no reason was given'},
  ],
  [
    'an incomplete response',
    {type: 'response.incomplete', response: {incomplete_details: {reason: 'max_output_tokens'}}},
    {kind: 'incomplete', why: 'length', reason: 'max_output_tokens'},
  ],
  [
    'an error event with flat fields',
    {type: 'error', code: 'rate_limit_exceeded', message: 'slow down'},
    {kind: 'failed', code: 'rate_limit_exceeded', message: 'slow down'},
  ],
  [
    'an error event with an error inside',
    {type: 'error', error: {type: 'server_error', message: 'ouch'}},
    {kind: 'failed', code: 'server_error', message: 'ouch'},
  ],
  [
    'a completion without a response',
    {type: 'response.completed'},
    {kind: 'malformed', why: 'the answer was completed without a response'},
  ],
  ['an unknown event', {type: 'response.moonbeam'}, undefined],
  ['a number', 7, undefined],
  ['null', null, undefined],
  ['a list', [1, 2], undefined],
];

for (const [what, event, end] of endings) {
  test(`the end after ${what}`, () => assert.deepEqual(read([event]).end, end));
}

test('an answer that never ends is given up', () => {
  const delta = {type: 'response.output_text.delta', delta: 'x'.repeat(1_500_000)};
  const {end} = read([delta, delta, delta]);
  assert.deepEqual(end, {kind: 'malformed', why: 'the answer did not end after 4500000 characters in 0 items'});
});
