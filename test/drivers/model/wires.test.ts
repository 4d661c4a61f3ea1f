// Both wires against the server of the tests: the same answers, the same failures, told apart in the same way.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {TurnId} from '../../../src/core/ids.ts';
import type {Delta} from '../../../src/core/link.ts';
import {createLiveModel} from '../../../src/drivers/model/live.ts';
import type {ModelOutcome, ModelRequest, PromptItem} from '../../../src/ports.ts';
import {type Fault, faults} from '../../model-server/faults.ts';
import {type ModelServer, startModelServer} from '../../model-server/server.ts';
import type {ServerTurn} from '../../model-server/turn.ts';
import {createManualClock} from './manual-clock.ts';
import {settingsAt} from './settings.ts';

const apiKey = 'house-1234567890abcdef';

const profiles = ['openai', 'openai-chat'] as const;
type Profile = (typeof profiles)[number];

const prices = {'gpt-5.5': {inputPerMillion: 5, cachedPerMillion: 0.5, outputPerMillion: 30}};
const cost = 600 * 5 + 400 * 0.5 + 200 * 30;

function requestOf(
  items: readonly PromptItem[] = [{kind: 'message', from: 'house', text: 'Review it.'}],
): ModelRequest {
  return {
    turn: 'A1.1' as TurnId,
    role: 'reviewer',
    ordinal: 0,
    model: 'gpt-5.5',
    effort: 'xhigh',
    instructions: 'You review.',
    items,
    tools: [{name: 'read_file', description: 'Reads.', parameters: {type: 'object'}}],
    cacheKey: 'reviewer-s1',
  };
}

const turn: ServerTurn = {
  reasoning: 'Think twice, then read.',
  say: 'I read both files: Kbuild, ringlog.c. Grüße 🐧.',
  calls: [
    {name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
    {name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'},
  ],
};

const calls = [
  {providerId: 'call_0_0', name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
  {providerId: 'call_0_1', name: 'read_file', argumentsJson: '{"path":"ringlog.c"}'},
];

const startMs = Date.parse('2026-11-24T10:00:00Z');

interface Asking {
  readonly outcome: ModelOutcome;
  readonly told: readonly Delta[];
  readonly server: ModelServer;
}

async function ask(profile: Profile, said: ServerTurn, request = requestOf()): Promise<Asking> {
  const server = await startModelServer(() => said);
  const clock = createManualClock(startMs);
  const told: Delta[] = [];
  try {
    const model = createLiveModel({settings: settingsAt(server.baseUrl, {profile}), apiKey, prices, clock});
    const asking = model.ask(request, (delta) => told.push(delta), new AbortController().signal);
    // A server that has fallen silent is given up by the clock alone.
    if (said.fault === 'stall' || said.fault === 'noHeaders') await silence(server, told, () => clock.advance(900_000));
    return {outcome: await asking, told, server};
  } finally {
    await server.close();
  }
}

/** Until all that was going to come has come. */
async function silence({asked}: ModelServer, told: readonly Delta[], then: () => void): Promise<void> {
  for (let seen = -1, same = 0; same < 50 || asked.length === 0; ) {
    await new Promise((resolve) => setImmediate(resolve));
    same = told.length === seen ? same + 1 : 0;
    seen = told.length;
  }
  then();
}

const usage = {inputTokens: 1000, cachedTokens: 400, outputTokens: 200, costMicrodollars: cost};

type Expected = Partial<Extract<ModelOutcome, {kind: 'failed'}>> | 'answered' | 'estimated';

const expected: Readonly<Record<Fault, Expected>> = {
  noHeaders: {failure: 'stalled'},
  rateLimitedSeconds: {failure: 'rateLimited', retryAfterMs: 7000},
  rateLimitedDate: {failure: 'rateLimited', retryAfterMs: 120_000},
  rateLimitedMs: {failure: 'rateLimited', retryAfterMs: 1500},
  quota: {failure: 'quota'},
  authentication: {failure: 'authentication'},
  contextTooLong: {failure: 'contextTooLong'},
  policy: {failure: 'blocked'},
  serverError: {failure: 'server'},
  html: {failure: 'notTheApi'},
  unknownModel: {failure: 'rejected'},
  cut: {failure: 'cut'},
  halfEvent: {failure: 'cut'},
  reset: {failure: 'reset'},
  stall: {failure: 'stalled'},
  errorEvent: {failure: 'server'},
  notJson: {failure: 'malformed'},
  unknownEvents: 'answered',
  comments: 'answered',
  splitAnywhere: 'answered',
  filter: {failure: 'blocked'},
  length: {failure: 'answerTooLong'},
  noDone: {failure: 'cut'},
  noUsage: 'estimated',
};

/** The provider has taken nothing in, or is none. */
const free: readonly Fault[] = [
  ...(['rateLimitedSeconds', 'rateLimitedDate', 'rateLimitedMs', 'quota', 'authentication', 'contextTooLong'] as const),
  ...(['policy', 'serverError', 'html', 'unknownModel'] as const),
];

for (const profile of profiles) {
  test(`${profile}: a whole answer`, async () => {
    const {outcome, told, server} = await ask(profile, turn);
    assert.equal(outcome.kind, 'answered');
    if (outcome.kind !== 'answered') return;
    const {continuation, ...rest} = outcome;
    assert.deepEqual(rest, {kind: 'answered', text: turn.say, calls, usage});
    assert.equal(continuation !== undefined, profile === 'openai', 'only one wire has items to play back');
    const shown = (what: Delta['what']): string =>
      told.flatMap((one) => (one.what === what ? [one.text] : [])).join('');
    assert.deepEqual([shown('reasoning'), shown('text')], [turn.reasoning, turn.say]);
    assert.equal(shown('call'), 'read_file {"path":"Kbuild"}\nread_file {"path":"ringlog.c"}');
    assert.equal(server.asked[0]?.authorization, `Bearer ${apiKey}`);
  });

  for (const fault of faults) {
    if (fault === 'noDone' && profile === 'openai') continue;
    test(`${profile}: ${fault}`, async () => {
      const {outcome, server} = await ask(profile, {...turn, fault});
      const wanted = expected[fault];
      assert.equal(server.asked.length, 1, 'asked once, and not again by itself');
      if (wanted === 'answered' || wanted === 'estimated') return checkAnswer(outcome, fault, wanted);
      assert.equal(outcome.kind, 'failed');
      if (outcome.kind !== 'failed') return;
      const {message, usage: owed, ...rest} = outcome;
      assert.deepEqual(rest, {kind: 'failed', ...wanted});
      assert.ok(message.length > 10, message);
      assert.equal(owed === undefined, free.includes(fault), 'what it costs');
      if (owed !== undefined) assert.ok(owed.inputTokens > 20 && owed.costMicrodollars > 0);
    });
  }

  test(`${profile}: another model that answers is a failure of its own kind, with its cost`, async () => {
    const {outcome} = await ask(profile, {...turn, model: 'gpt-5.5-mini'});
    assert.ok(outcome.kind === 'failed' && outcome.failure === 'rerouted', JSON.stringify(outcome));
    assert.equal(outcome.message, 'gpt-5.5-mini answered, and gpt-5.5 was asked');
    assert.deepEqual(outcome.usage, usage);
  });

  test(`${profile}: a dated name is the same model`, async () => {
    const {outcome} = await ask(profile, {...turn, model: 'gpt-5.5-2026-04-23'});
    assert.equal(outcome.kind, 'answered');
  });

  test(`${profile}: where any model may answer, it is said who did`, async () => {
    const server = await startModelServer(() => ({...turn, model: 'qwen3'}));
    const settings = settingsAt(server.baseUrl, {profile, fields: {model: 'any'}});
    const outcome = await createLiveModel({settings, apiKey: ''}).ask(
      requestOf(),
      () => {},
      new AbortController().signal,
    );
    await server.close();
    assert.equal(outcome.kind === 'answered' && outcome.answeredBy, 'qwen3');
    assert.equal(server.asked[0]?.authorization, undefined, 'without a key there is no header for one');
  });

  test(`${profile}: an answer that is called off closes its connection, and is paid up to there`, async () => {
    const server = await startModelServer(() => ({...turn, fault: 'stall'}));
    const controller = new AbortController();
    const model = createLiveModel({settings: settingsAt(server.baseUrl, {profile}), apiKey, prices});
    const outcome = await model.ask(requestOf(), ({what}) => what === 'text' && controller.abort(), controller.signal);
    assert.ok(outcome.kind === 'failed' && outcome.failure === 'cancelled');
    assert.ok(outcome.usage?.estimated && outcome.usage.outputTokens > 0);
    await server.hungUp;
    await server.close();
  });

  test(`${profile}: what was said is played back, with an output for every call`, async () => {
    const first = await ask(profile, turn);
    assert.ok(first.outcome.kind === 'answered');
    const {text, calls: made, continuation} = first.outcome;
    const answer = {kind: 'answer', text, calls: made, ...(continuation === undefined ? {} : {continuation})} as const;
    const items: readonly PromptItem[] = [
      {kind: 'message', from: 'house', text: 'Review it.'},
      answer,
      {kind: 'message', from: 'person', text: 'Stop.'},
    ];
    const {outcome, server} = await ask(profile, {say: 'Stopped.'}, requestOf(items));
    assert.deepEqual(server.unpaired, []);
    assert.equal(outcome.kind, 'answered');
  });
}

function checkAnswer(outcome: ModelOutcome, fault: Fault, wanted: 'answered' | 'estimated'): void {
  assert.ok(outcome.kind === 'answered', JSON.stringify(outcome));
  assert.deepEqual([outcome.text, outcome.calls], [turn.say, calls]);
  assert.equal(outcome.unknownEvents, fault === 'unknownEvents' ? 2 : undefined);
  if (wanted === 'answered') assert.deepEqual(outcome.usage, usage);
  else assert.ok(outcome.usage.estimated && outcome.usage.outputTokens > 20 && outcome.usage.costMicrodollars > 0);
}
