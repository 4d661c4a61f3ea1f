// What servers of one's own make of the chat wire, each quirk a case.
import assert from 'node:assert/strict';
import test from 'node:test';
import {chatStart, reduceChat} from '../../../../src/drivers/model/chat/stream-reducer.ts';
import type {StreamEnd} from '../../../../src/drivers/model/wire.ts';

const done = {kind: 'done'} as const;

function endOf(...chunks: readonly unknown[]): StreamEnd | undefined {
  let state = chatStart;
  for (const value of chunks) state = reduceChat(state, value === done ? done : {kind: 'json', value}).state;
  return state.end;
}

const delta = (piece: object, finish: string | null = null) => ({
  choices: [{index: 0, delta: piece, finish_reason: finish}],
});
const part = (fields: object, called: object) => delta({tool_calls: [{...fields, function: called}]});

function callsIn(...chunks: readonly unknown[]) {
  const end = endOf(...chunks, delta({}, 'tool_calls'), done);
  assert.equal(end?.kind, 'completed');
  return end?.kind === 'completed' ? end.said.calls : [];
}

const build = {providerId: 'c1', name: 'build', argumentsJson: '{"a":1}'};
const read = {providerId: 'c2', name: 'read', argumentsJson: '{}'};

test('calls come in pieces, told apart by their index', () => {
  const calls = callsIn(
    part({index: 0, id: 'c1'}, {name: 'build', arguments: '{"a"'}),
    part({index: 1, id: 'c2'}, {name: 'read', arguments: ''}),
    part({index: 0}, {arguments: ':1}'}),
    part({index: 1}, {arguments: '{}'}),
  );
  assert.deepEqual(calls, [build, read]);
});

test('a server that repeats the name and the id with each piece means one call', () => {
  const calls = callsIn(
    part({index: 0, id: 'c1'}, {name: 'build', arguments: '{"a"'}),
    part({index: 0, id: 'c1'}, {name: 'build', arguments: ':1}'}),
  );
  assert.deepEqual(calls, [build]);
});

test('without an index a new id is a new call, and no id is the newest one', () => {
  const calls = callsIn(
    part({id: 'c1'}, {name: 'build', arguments: '{"a"'}),
    part({}, {arguments: ':1}'}),
    part({id: 'c2'}, {name: 'read', arguments: '{}'}),
  );
  assert.deepEqual(calls, [build, read]);
});

test('whole calls in one chunk', () => {
  const both = [
    {index: 0, id: 'c1', function: {name: 'build', arguments: '{"a":1}'}},
    {index: 1, id: 'c2', function: {name: 'read', arguments: '{}'}},
  ];
  assert.deepEqual(callsIn(delta({tool_calls: both})), [build, read]);
});

test('a call without an id is named by its place', () => {
  assert.deepEqual(callsIn(part({index: 0}, {name: 'read', arguments: '{}'})), [{...read, providerId: 'call-1'}]);
});

test('a call without a name is none', () =>
  assert.deepEqual(callsIn(part({index: 0, id: 'c1'}, {arguments: '{}'})), [null]));

test('calls are taken also where the server says stop', () => {
  const end = endOf(part({index: 0, id: 'c2'}, {name: 'read', arguments: '{}'}), delta({}, 'stop'), done);
  assert.deepEqual(end?.kind === 'completed' && end.said.calls, [read]);
});

for (const name of ['reasoning_content', 'reasoning']) {
  test(`${name} is shown as reasoning, and is not part of the answer`, () => {
    const {state, told} = reduceChat(chatStart, {kind: 'json', value: delta({[name]: 'Hm.', content: ''})});
    assert.deepEqual([told, state.text], [[{what: 'reasoning', text: 'Hm.'}], '']);
  });
}

test('both halves of the end are needed', () => {
  assert.equal(endOf(delta({content: 'a'}), done), undefined);
  assert.equal(endOf(delta({content: 'a'}, 'stop')), undefined);
  assert.equal(endOf(delta({content: 'a'}, 'stop'), done)?.kind, 'completed');
});

test('the usage comes after the finish reason, with a choice or without one', () => {
  const usage = {prompt_tokens: 7, completion_tokens: 3};
  const counts = {inputTokens: 7, cachedTokens: 0, outputTokens: 3};
  for (const last of [
    {choices: [], usage},
    {...delta({}, 'stop'), usage},
  ]) {
    const end = endOf(delta({content: 'a'}, 'stop'), last, done);
    assert.deepEqual(end?.kind === 'completed' && end.usage, counts);
  }
});

test('an error in the middle ends it, in each of its forms', () => {
  const failed = {kind: 'failed', code: 'server_error', message: 'ouch'};
  assert.deepEqual(endOf(delta({content: 'a'}), {error: {code: 'server_error', message: 'ouch'}}), failed);
  assert.deepEqual(endOf({error: {code: 500, type: 'server_error', message: 'ouch'}}), failed);
  assert.deepEqual(endOf({type: 'error', code: 'server_error', message: 'ouch'}), failed);
});

test('the words of a refusal are kept apart', () => {
  const end = endOf(delta({refusal: 'I will '}), delta({refusal: 'not.'}, 'stop'), done);
  assert.deepEqual(end?.kind === 'completed' && [end.said.text, end.said.refusal], ['', 'I will not.']);
});

test('a reason that nobody knows is no whole answer', () => {
  assert.deepEqual(endOf(delta({content: 'a'}, 'abort'), done), {kind: 'incomplete', why: 'other', reason: 'abort'});
});

test('what is no chunk is counted, and changes nothing', () => {
  const {state} = [{type: 'ping'}, 7, null, [1], {choices: 'none'}].reduce(
    (known, value) => reduceChat(known.state, {kind: 'json', value}),
    {state: chatStart, told: [] as readonly unknown[]},
  );
  assert.deepEqual(state, {...chatStart, unknown: 5});
});

test('an answer that never ends is given up', () => {
  const long = delta({content: 'x'.repeat(1_500_000)});
  assert.equal(endOf(long, long, long)?.kind, 'malformed');
});
