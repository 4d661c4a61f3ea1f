import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import test from 'node:test';
import type {TurnId} from '../../../src/core/ids.ts';
import type {Delta} from '../../../src/core/link.ts';
import {createLiveModel, type LiveOptions} from '../../../src/drivers/model/live.ts';
import type {ModelOutcome, ModelRequest} from '../../../src/ports.ts';
import {beginning, completedWith, outputItems, usage, wholeAnswer} from './answer-events.ts';
import {createManualClock} from './manual-clock.ts';
import {settingsAt} from './settings.ts';
import {eventText, jsonReply, type Provider, type Reply, startProvider, streamOf} from './sse-server.ts';

/** Not of the form that a pattern would know. */
const apiKey = 'house-1234567890abcdef';

const request: ModelRequest = {
  turn: 'A1.1' as TurnId,
  role: 'reviewer',
  ordinal: 0,
  model: 'gpt-5.5',
  effort: 'xhigh',
  instructions: 'You review.',
  items: [{kind: 'message', from: 'house', text: 'Review it.'}],
  tools: [],
  cacheKey: 'reviewer-s1',
};

const prices = {'gpt-5.5': {inputPerMillion: 5, cachedPerMillion: 0.5, outputPerMillion: 30}};

async function withProvider(reply: Reply, use: (provider: Provider) => Promise<void>): Promise<void> {
  const provider = await startProvider(reply);
  try {
    await use(provider);
  } finally {
    await provider.close();
  }
}

async function ask(
  reply: Reply,
  options: Partial<LiveOptions> = {},
): Promise<{readonly outcome: ModelOutcome; readonly told: readonly Delta[]; readonly asked: readonly string[]}> {
  const told: Delta[] = [];
  let outcome: ModelOutcome | undefined;
  let asked: readonly string[] = [];
  await withProvider(reply, async ({baseURL, asked: bodies}) => {
    const model = createLiveModel({apiKey, settings: settingsAt(baseURL), prices, ...options});
    outcome = await model.ask(request, (delta) => told.push(delta), new AbortController().signal);
    asked = bodies;
  });
  assert.ok(outcome);
  return {outcome, told, asked};
}

const answered: ModelOutcome = {
  kind: 'answered',
  text: 'I read both files.',
  calls: [
    {providerId: 'call_1', name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
    {providerId: 'call_2', name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'},
  ],
  continuation: JSON.stringify({model: 'gpt-5.5', items: outputItems}),
  usage: {inputTokens: 1000, cachedTokens: 400, outputTokens: 200, costMicrodollars: 600 * 5 + 400 * 0.5 + 200 * 30},
  unknownEvents: 1,
};

test('a whole answer: words, calls, what to play back, and what it cost', async () => {
  const {outcome, told} = await ask(streamOf(wholeAnswer));
  assert.deepEqual(outcome, answered);
  assert.deepEqual(told[0], {role: 'reviewer', turn: 'A1.1', what: 'reasoning', text: 'Think.'});
  assert.equal(
    told
      .filter(({what}) => what === 'text')
      .map(({text}) => text)
      .join(''),
    'I read both files.',
  );
});

test('an answer that arrives in pieces cut anywhere is the same answer', async () => {
  const text = wholeAnswer.map(eventText).join('');
  const chunks = text.match(/.{1,97}/gs) ?? [];
  const {outcome} = await ask({chunks, ending: 'end'});
  assert.deepEqual(outcome, answered);
});

test('the request is stateless and asks for what must be played back', async () => {
  const {asked} = await ask(streamOf(wholeAnswer));
  assert.equal(asked.length, 1);
  assert.deepEqual(JSON.parse(asked[0] ?? ''), {
    model: 'gpt-5.5',
    instructions: 'You review.',
    input: [{type: 'message', role: 'user', content: 'Review it.'}],
    tools: [],
    parallel_tool_calls: true,
    reasoning: {effort: 'xhigh', summary: 'auto'},
    include: ['reasoning.encrypted_content'],
    store: false,
    stream: true,
    prompt_cache_key: 'reviewer-s1',
  });
});

test('without usage the cost is an estimate that says it is one', async () => {
  const {outcome} = await ask(streamOf([...beginning, completedWith({output: outputItems})]));
  assert.equal(outcome.kind, 'answered');
  if (outcome.kind !== 'answered') return;
  assert.equal(outcome.usage.estimated, true);
  assert.ok(outcome.usage.outputTokens > 0 && outcome.usage.costMicrodollars > 0);
});

test('a long input is dearer', async () => {
  const long = {...usage, input_tokens: 300_000, input_tokens_details: {cached_tokens: 0}};
  const price = {...prices['gpt-5.5'], longInput: {aboveTokens: 272_000, factor: 2}};
  const {outcome} = await ask(streamOf([completedWith({output: outputItems, usage: long})]), {
    prices: {'gpt-5.5': price},
  });
  assert.equal(outcome.kind === 'answered' && outcome.usage.costMicrodollars, 2 * (300_000 * 5 + 200 * 30));
});

const html: Reply = {
  headers: {'content-type': 'text/html'},
  chunks: ['<html><body>Welcome to the portal</body></html>'],
  ending: 'end',
};
const words = {message: 'words of the provider'};

const failures: readonly (readonly [string, Reply, Partial<ModelOutcome>])[] = [
  ['a stream that is cut', {...streamOf(beginning), ending: 'cut'}, {failure: 'cut'}],
  ['an empty stream', streamOf([]), {failure: 'cut'}],
  ['a connection that is reset', {...streamOf(beginning), ending: 'reset'}, {failure: 'reset'}],
  ['HTML with status 200', html, {failure: 'notTheApi'}],
  ['HTML with status 404', {...html, status: 404}, {failure: 'notTheApi'}],
  ['JSON where a stream belongs', jsonReply(200, words), {failure: 'notTheApi'}],
  ['events that are not JSON', {chunks: ['data: {"type": \n\n'], ending: 'end'}, {failure: 'malformed'}],
  [
    '429 with seconds',
    jsonReply(429, {...words, code: 'rate_limit_exceeded'}, {'retry-after': '90'}),
    {failure: 'rateLimited', retryAfterMs: 90_000},
  ],
  [
    '429 with milliseconds',
    jsonReply(429, words, {'retry-after-ms': '1500', 'retry-after': '2'}),
    {failure: 'rateLimited', retryAfterMs: 1500},
  ],
  ['429 without a time', jsonReply(429, words), {failure: 'rateLimited'}],
  ['quota', jsonReply(429, {...words, code: 'insufficient_quota'}), {failure: 'quota'}],
  ['401', jsonReply(401, {...words, code: 'invalid_api_key'}), {failure: 'authentication'}],
  ['403', jsonReply(403, words), {failure: 'authentication'}],
  ['context length', jsonReply(400, {...words, code: 'context_length_exceeded'}), {failure: 'contextTooLong'}],
  ['policy by its code', jsonReply(400, {...words, code: 'content_policy_violation'}), {failure: 'blocked'}],
  [
    'policy by its words',
    jsonReply(400, {message: 'Your prompt was flagged as potentially violating our usage policy.'}),
    {failure: 'blocked'},
  ],
  ['a request that is not taken', jsonReply(400, {...words, code: 'unsupported_value'}), {failure: 'rejected'}],
  ['a model that is not known', jsonReply(404, {...words, code: 'model_not_found'}), {failure: 'rejected'}],
  ['500', jsonReply(500, words), {failure: 'server'}],
  ['503 without JSON', {...html, status: 503}, {failure: 'server'}],
  [
    'a failed response',
    streamOf([{type: 'response.failed', response: {error: {code: 'server_error', ...words}}}]),
    {failure: 'server'},
  ],
  ['an error event', streamOf([{type: 'error', code: 'rate_limit_exceeded', ...words}]), {failure: 'rateLimited'}],
  [
    'a content filter in the middle',
    streamOf([...beginning, {type: 'response.incomplete', response: {incomplete_details: {reason: 'content_filter'}}}]),
    {failure: 'blocked'},
  ],
  [
    'the end of what a model may write',
    streamOf([{type: 'response.incomplete', response: {incomplete_details: {reason: 'max_output_tokens'}}}]),
    {failure: 'answerTooLong'},
  ],
  [
    'a refusal of the model',
    streamOf([completedWith({output: [{type: 'message', content: [{type: 'refusal', refusal: 'I will not.'}]}]})]),
    {failure: 'blocked'},
  ],
  [
    'a call without an id',
    streamOf([completedWith({output: [{type: 'function_call', name: 'build', arguments: '{}'}]})]),
    {failure: 'malformed'},
  ],
];

for (const [what, reply, expected] of failures) {
  test(`${what} is a failure of its own kind, asked once`, async () => {
    const {outcome, asked} = await ask(reply);
    assert.equal(outcome.kind, 'failed');
    if (outcome.kind !== 'failed') return;
    const {message, usage: owed, ...rest} = outcome;
    assert.deepEqual(rest, {kind: 'failed', ...expected});
    assert.equal(owed === undefined, reply.status !== undefined || outcome.failure === 'notTheApi', 'what it costs');
    assert.ok(message.length > 10, message);
    assert.equal(asked.length, 1);
  });
}

test('a retry-after that is a date is counted from now', async () => {
  const clock = createManualClock(Date.parse('2026-11-24T10:00:00Z'));
  const reply = jsonReply(429, words, {'retry-after': 'Tue, 24 Nov 2026 10:02:00 GMT'});
  const {outcome} = await ask(reply, {clock});
  assert.equal(outcome.kind === 'failed' && outcome.retryAfterMs, 120_000);
});

test('no message ever holds the key', async () => {
  for (const status of [400, 401, 429, 500]) {
    const {outcome} = await ask(
      jsonReply(status, {message: `Incorrect API key provided: ${apiKey}, sk-tes**cdef. Bearer abc${apiKey}`}),
    );
    const {message} = outcome as Extract<ModelOutcome, {kind: 'failed'}>;
    assert.ok(message.includes('Incorrect API key provided: [key]'), message);
    assert.ok(!/sk-|1234567890|cdef|Bearer abc/.test(message), message);
  }
});

test('nobody listening is a connection that can be tried again', async () => {
  const provider = await startProvider(streamOf([]));
  await provider.close();
  const model = createLiveModel({apiKey, settings: settingsAt(provider.baseURL)});
  const outcome = await model.ask(request, () => {}, new AbortController().signal);
  assert.equal(outcome.kind === 'failed' && outcome.failure, 'reset');
  assert.equal(outcome.usage, undefined, 'nobody heard the question');
});

test('a silence is said first, and given up later', async () => {
  const clock = createManualClock(0);
  await withProvider({...streamOf(beginning.slice(0, 3)), ending: 'stall'}, async ({baseURL}) => {
    const model = createLiveModel({apiKey, settings: settingsAt(baseURL), clock});
    let heard = (): void => {};
    const begun = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const told: Delta[] = [];
    const tell = (delta: Delta): void => {
      told.push(delta);
      heard();
    };
    const asking = model.ask(request, tell, new AbortController().signal);
    await begun;
    clock.advance(119_000);
    assert.equal(told.length, 1);
    clock.advance(1_000);
    assert.deepEqual(told.at(-1), {role: 'reviewer', turn: 'A1.1', what: 'notice', text: 'nothing has come for 120 s'});
    clock.advance(780_000);
    const outcome = await asking;
    assert.equal(outcome.kind === 'failed' && outcome.failure, 'stalled');
  });
});

test('headers that never come are a silence too', async () => {
  const clock = createManualClock(0);
  const server = createServer(() => clock.advance(900_000));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const model = createLiveModel({apiKey, settings: settingsAt(`http://127.0.0.1:${port}/v1`), clock});
  const outcome = await model.ask(request, () => {}, new AbortController().signal);
  server.close();
  assert.equal(outcome.kind === 'failed' && outcome.failure, 'stalled');
});

test('an answer that is called off ends at once', async () => {
  await withProvider({...streamOf(beginning), ending: 'stall'}, async ({baseURL}) => {
    const model = createLiveModel({apiKey, settings: settingsAt(baseURL)});
    const controller = new AbortController();
    const outcome = await model.ask(request, () => controller.abort(), controller.signal);
    assert.equal(outcome.kind === 'failed' && outcome.failure, 'cancelled');
  });
});

test('what was called off before it began is not even asked', async () => {
  await withProvider(streamOf(wholeAnswer), async ({baseURL, asked}) => {
    const outcome = await createLiveModel({apiKey, settings: settingsAt(baseURL)}).ask(
      request,
      () => {},
      AbortSignal.abort(),
    );
    assert.equal(outcome.kind === 'failed' && outcome.failure, 'cancelled');
    assert.equal(asked.length, 0);
  });
});
