import assert from 'node:assert/strict';
import test from 'node:test';
import {type ProfileName, profiles} from '../../../../config/profiles.ts';
import type {TurnId} from '../../../../src/core/ids.ts';
import {continuationOf, requestBodyOf} from '../../../../src/drivers/model/responses/request-body.ts';
import type {ModelRequest, PromptItem} from '../../../../src/ports.ts';
import {outputItems} from '../answer-events.ts';

const calls = [
  {providerId: 'call_1', name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
  {providerId: 'call_2', name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'},
];

function bodyOf(items: readonly PromptItem[], more: Partial<ModelRequest> = {}, profile: ProfileName = 'openai') {
  const request = {
    turn: 'A1.1' as TurnId,
    role: 'executor',
    ordinal: 0,
    model: 'gpt-5.5',
    effort: 'high',
    instructions: '',
    items,
    tools: [],
    cacheKey: 'k',
    ...more,
  } as const;
  return requestBodyOf(request, {fields: profiles[profile].fields, outputTokensMax: 5000});
}

function result(providerId: string): PromptItem {
  return {kind: 'result', providerId, output: `output of ${providerId}`};
}

function output(callId: string, text = `output of ${callId}`) {
  return {type: 'function_call_output', call_id: callId, output: text};
}

const notRun = 'not run: it was beyond the calls that one turn may hold, or the turn ended before it';

test('an answer is played back as it came, every item in order', () => {
  const continuation = continuationOf('gpt-5.5', outputItems);
  const {input} = bodyOf([{kind: 'answer', text: '', calls, continuation}, result('call_1'), result('call_2')]);
  assert.deepEqual(input, [...outputItems, output('call_1'), output('call_2')]);
});

test("another model does not get reasoning that it can't read", () => {
  const continuation = continuationOf('gpt-5', outputItems);
  const {input} = bodyOf([{kind: 'answer', text: '', calls, continuation}, result('call_1'), result('call_2')]);
  assert.deepEqual(
    input.map(({type, id}) => [type, id]),
    [
      ['message', undefined],
      ['function_call', undefined],
      ['function_call', undefined],
      ['function_call_output', undefined],
      ['function_call_output', undefined],
    ],
  );
});

for (const continuation of [undefined, 'not JSON', '[]', '{"model":"gpt-5.5","items":[]}']) {
  test(`an answer is told anew when what was kept is ${continuation ?? 'lost'}`, () => {
    const kept = continuation === undefined ? {} : {continuation};
    const [first] = calls;
    assert.ok(first);
    const {input} = bodyOf([{kind: 'answer', text: 'I look.', calls: [first], ...kept}, result('call_1')]);
    assert.deepEqual(input, [
      {type: 'message', role: 'assistant', content: 'I look.'},
      {type: 'function_call', call_id: 'call_1', name: 'read_file', arguments: '{"path":"Kbuild"}'},
      output('call_1'),
    ]);
  });
}

test('a call that the house did not take has an output all the same', () => {
  const continuation = continuationOf('gpt-5.5', outputItems);
  const {input} = bodyOf([{kind: 'answer', text: '', calls: calls.slice(0, 1), continuation}, result('call_1')]);
  assert.deepEqual(input, [...outputItems, output('call_2', notRun), output('call_1')]);
});

test('an output whose call is gone goes too', () => {
  assert.deepEqual(bodyOf([result('call_9')]).input, []);
});

test("a person's words are marked as theirs", () => {
  const {input} = bodyOf([{kind: 'message', from: 'person', text: 'Use a mutex.'}]);
  assert.deepEqual(input, [{type: 'message', role: 'user', content: 'The person says: Use a mutex.'}]);
});

test('tools are strict functions', () => {
  const parameters = {type: 'object', properties: {}, required: [], additionalProperties: false};
  const {tools} = bodyOf([], {tools: [{name: 'build', description: 'Builds.', parameters}]});
  assert.deepEqual(tools, [{type: 'function', name: 'build', description: 'Builds.', parameters, strict: true}]);
});

test('without an effort no reasoning is asked for', () => {
  assert.ok(!('reasoning' in bodyOf([], {effort: ''})));
});

test('a server gets the fields that its profile names, and no other', () => {
  const tools = [{name: 'build', description: 'Builds.', parameters: {}}];
  const keys = (profile: ProfileName) => Object.keys(bodyOf([], {tools}, profile)).sort();
  const least = ['input', 'instructions', 'max_output_tokens', 'model', 'stream', 'tools'];
  assert.deepEqual(keys('ollama'), least);
  const more = ['include', 'parallel_tool_calls', 'prompt_cache_key', 'reasoning', 'store'];
  assert.deepEqual(keys('openai'), [...least, ...more].sort());
  assert.deepEqual(bodyOf([], {tools}, 'ollama').tools, [{type: 'function', ...tools[0]}]);
});
