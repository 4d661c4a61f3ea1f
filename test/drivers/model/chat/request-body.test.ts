import assert from 'node:assert/strict';
import test from 'node:test';
import {type ProfileName, profiles} from '../../../../config/profiles.ts';
import type {TurnId} from '../../../../src/core/ids.ts';
import {chatBodyOf} from '../../../../src/drivers/model/chat/request-body.ts';
import {notRun} from '../../../../src/drivers/model/pairing.ts';
import type {ModelRequest, PromptItem} from '../../../../src/ports.ts';

const tools = [{name: 'build', description: 'Builds.', parameters: {type: 'object'}}];

function bodyOf(items: readonly PromptItem[], profile: ProfileName = 'openai-chat', effort = 'high') {
  const request: ModelRequest = {
    ...{turn: 'A1.1' as TurnId, role: 'executor' as const, ordinal: 0, model: 'm', effort, instructions: 'You write.'},
    ...{items, tools, cacheKey: 'k'},
  };
  return chatBodyOf(request, {fields: profiles[profile].fields, outputTokensMax: 5000});
}

const call = (providerId: string, argumentsJson = '{}') => ({providerId, name: 'build', argumentsJson});
const told = (id: string, text = '{}') => ({id, type: 'function', function: {name: 'build', arguments: text}});
const result = (providerId: string): PromptItem => ({kind: 'result', providerId, output: `output of ${providerId}`});

test('the history is told in plain words, each result behind its call', () => {
  const {messages} = bodyOf([
    {kind: 'message', from: 'house', text: 'Write it.'},
    {kind: 'answer', text: 'I build.', calls: [call('1'), call('2')], continuation: '{"model":"m","items":[{}]}'},
    result('2'),
    {kind: 'message', from: 'person', text: 'Use a mutex.'},
    result('1'),
    {kind: 'answer', text: 'Done.', calls: []},
  ]);
  assert.deepEqual(messages, [
    {role: 'system', content: 'You write.'},
    {role: 'user', content: 'Write it.'},
    {role: 'assistant', content: 'I build.', tool_calls: [told('1'), told('2')]},
    {role: 'tool', tool_call_id: '1', content: 'output of 1'},
    {role: 'tool', tool_call_id: '2', content: 'output of 2'},
    {role: 'user', content: 'The person says: Use a mutex.'},
    {role: 'assistant', content: 'Done.'},
  ]);
});

test('a call without an output gets one, and an output without a call is left out', () => {
  const {messages} = bodyOf([result('9'), {kind: 'answer', text: '', calls: [call('1')]}]);
  assert.deepEqual(messages.slice(1), [
    {role: 'assistant', content: null, tool_calls: [told('1')]},
    {role: 'tool', tool_call_id: '1', content: notRun},
  ]);
});

test('an id counts within its own answer, since some servers number their calls anew', () => {
  const {messages} = bodyOf([
    {kind: 'answer', text: '', calls: [call('1')]},
    {kind: 'result', providerId: '1', output: 'first'},
    {kind: 'answer', text: '', calls: [call('1')]},
    {kind: 'result', providerId: '1', output: 'second'},
  ]);
  assert.deepEqual(
    messages.filter(({role}) => role === 'tool').map(({content}) => content),
    ['first', 'second'],
  );
});

test('arguments that are no JSON go back as none: a server may read them', () => {
  const {messages} = bodyOf([{kind: 'answer', text: '', calls: [call('1', '{"half')]}, result('1')]);
  assert.deepEqual(messages[1]?.['tool_calls'], [told('1', '{}')]);
});

test('an answer of nothing is no message', () =>
  assert.equal(bodyOf([{kind: 'answer', text: ' ', calls: []}]).messages.length, 1));

const keys = (profile: ProfileName, effort?: string) => Object.keys(bodyOf([], profile, effort)).sort();
const least = ['max_tokens', 'messages', 'model', 'stream', 'tools'];

test('a server gets the fields that its profile names, and no other', () => {
  assert.deepEqual(keys('generic-chat'), least);
  assert.deepEqual(keys('vllm'), [...least, 'parallel_tool_calls', 'stream_options'].sort());
  assert.deepEqual(keys('openai-chat', ''), [
    ...['max_completion_tokens', 'messages', 'model', 'parallel_tool_calls', 'prompt_cache_key'],
    ...['store', 'stream', 'stream_options', 'tools'],
  ]);
  assert.deepEqual(bodyOf([])['reasoning_effort'], 'high');
  const [tool] = tools;
  assert.deepEqual(bodyOf([])['tools'], [{type: 'function', function: {...tool, strict: true}}]);
  assert.deepEqual(bodyOf([], 'vllm')['tools'], [{type: 'function', function: tool}]);
});
