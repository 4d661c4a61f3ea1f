// What the environment holds for OpenAI reaches nobody else.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {TurnId} from '../../../src/core/ids.ts';
import {headersFor} from '../../../src/drivers/model/headers.ts';
import {createLiveModel} from '../../../src/drivers/model/live.ts';
import type {ModelRequest} from '../../../src/ports.ts';
import {startModelServer} from '../../model-server/server.ts';
import {settingsAt} from './settings.ts';

const request: ModelRequest = {
  turn: 'A1.1' as TurnId,
  role: 'reviewer',
  ordinal: 0,
  model: 'm',
  effort: 'high',
  instructions: 'You review.',
  items: [{kind: 'message', from: 'house', text: 'Review it.'}],
  tools: [],
  cacheKey: 'reviewer-s1',
};

const forOpenAi = {
  OPENAI_ORG_ID: 'org-1',
  OPENAI_PROJECT_ID: 'proj-1',
  OPENAI_ADMIN_KEY: 'admin-1',
  OPENAI_CUSTOM_HEADERS: 'X-Secret: s-1\nAuthorization: Bearer other',
};

for (const [key, authorization] of [
  ['house-1', 'Bearer house-1'],
  ['', undefined],
] as const) {
  test(`another server gets ${key === '' ? 'no key' : 'its key'} and nothing that is meant for OpenAI`, async (t) => {
    for (const [name, value] of Object.entries(forOpenAi)) setFor(t, name, value);
    const server = await startModelServer(() => ({say: 'Read.'}));
    t.after(() => server.close());
    const model = createLiveModel({apiKey: key, settings: settingsAt(server.baseUrl)});
    const outcome = await model.ask(request, () => {}, new AbortController().signal);
    assert.equal(outcome.kind, 'answered');
    const headers = server.asked[0]?.headers ?? {};
    assert.equal(headers['authorization'], authorization);
    assert.doesNotMatch(JSON.stringify(headers), /org-1|proj-1|s-1|admin-1|other|stainless/);
  });
}

const all: readonly [string, string][] = [
  ['accept', 'application/json'],
  ['OpenAI-Project', 'proj-1'],
];
const sentTo = (baseUrl: string): readonly string[] => headersFor(baseUrl, all).map(([name]) => name);

test("OpenAI's own servers get what is theirs; none that only looks like one does", () => {
  for (const url of ['https://api.openai.com/v1', 'https://eu.api.openai.com/v1'])
    assert.deepEqual(sentTo(url), ['accept', 'OpenAI-Project'], url);
  for (const url of ['http://api.openai.com/v1', 'https://api.openai.com.example/v1', 'https://notopenai.com/v1', 'x'])
    assert.deepEqual(sentTo(url), ['accept'], url);
});

function setFor(t: {after(end: () => void): void}, name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  t.after(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}
