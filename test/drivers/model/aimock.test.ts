// A second opinion: a model's server that others wrote, asked over both wires. Our own server could share our own mistakes.
import assert from 'node:assert/strict';
import test from 'node:test';
import {LLMock} from '@copilotkit/aimock';
import type {TurnId} from '../../../src/core/ids.ts';
import {createLiveModel} from '../../../src/drivers/model/live.ts';
import type {ModelOutcome, ModelRequest, PromptItem} from '../../../src/ports.ts';
import {settingsAt} from './settings.ts';

const said = 'I look at both files first, before I change either of them.';
const calls = [
  {name: 'read_file', arguments: '{"path":"Kbuild"}'},
  {name: 'read_file', arguments: '{"path":"ringlog.c"}'},
];

const parameters = {
  type: 'object',
  properties: {path: {type: 'string'}},
  required: ['path'],
  additionalProperties: false,
};

function requestOf(items: readonly PromptItem[]): ModelRequest {
  return {
    turn: 'A1.1' as TurnId,
    role: 'executor',
    ordinal: 0,
    model: 'gpt-5.5',
    effort: 'high',
    instructions: 'You write.',
    items,
    tools: [{name: 'read_file', description: 'Reads.', parameters}],
    cacheKey: 'executor-s1',
  };
}

const house = (text: string): PromptItem => ({kind: 'message', from: 'house', text});

async function withMock(use: (mock: LLMock) => Promise<void>): Promise<void> {
  const mock = new LLMock({port: 0, logLevel: 'silent'});
  mock.onMessage(/look/, {content: said, toolCalls: calls});
  mock.onMessage(/speak/, {content: said});
  mock.onMessage(/too many/, {
    error: {message: 'Slow down.', type: 'rate_limit_error', code: 'rate_limit_exceeded'},
    status: 429,
  });
  mock.onMessage(/torn/, {content: said}, {truncateAfterChunks: 3});
  await mock.start();
  try {
    await use(mock);
  } finally {
    await mock.stop();
  }
}

async function ask(mock: LLMock, profile: string, ...items: readonly PromptItem[]): Promise<ModelOutcome> {
  const model = createLiveModel({settings: settingsAt(`${mock.url}/v1`, {profile}), apiKey: 'house-1234567890abcdef'});
  return model.ask(requestOf(items), () => {}, new AbortController().signal);
}

for (const profile of ['openai', 'openai-chat', 'ollama', 'vllm', 'generic-chat']) {
  test(`${profile}: words and calls, and their results taken back`, () =>
    withMock(async (mock) => {
      const first = await ask(mock, profile, house('look at it'));
      assert.ok(first.kind === 'answered', JSON.stringify(first));
      assert.equal(first.text, said);
      assert.deepEqual(
        first.calls.map(({name, argumentsJson}) => ({name, arguments: argumentsJson})),
        calls,
      );
      const {text, calls: made, continuation} = first;
      const answer = {
        kind: 'answer',
        text,
        calls: made,
        ...(continuation === undefined ? {} : {continuation}),
      } as const;
      const results = made.map(({providerId}): PromptItem => ({kind: 'result', providerId, output: 'obj-m := x.o'}));
      const second = await ask(mock, profile, house('look at it'), answer, ...results, house('now speak'));
      assert.ok(second.kind === 'answered', JSON.stringify(second));
      assert.deepEqual([second.text, second.calls], [said, []]);
    }));

  test(`${profile}: a refusal and a torn stream`, () =>
    withMock(async (mock) => {
      const limited = await ask(mock, profile, house('too many'));
      assert.equal(limited.kind === 'failed' && limited.failure, 'rateLimited', JSON.stringify(limited));
      const torn = await ask(mock, profile, house('torn'));
      assert.ok(torn.kind === 'failed' && ['cut', 'reset'].includes(torn.failure), JSON.stringify(torn));
    }));
}
