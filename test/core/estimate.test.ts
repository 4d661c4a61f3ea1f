import assert from 'node:assert/strict';
import test from 'node:test';
import {cutShortOf} from '../../src/core/endings.ts';
import type {Usage} from '../../src/core/entities.ts';
import {estimatedAsk, estimatedUsage, tokensOfRequest, tokensOfText} from '../../src/core/estimate.ts';
import type {Event} from '../../src/core/events.ts';
import {cutAnswersOf} from '../../src/core/interruption.ts';
import {costOf} from '../../src/core/price.ts';
import {reservationFor} from '../../src/core/reservation.ts';
import {noUsage} from '../../src/core/state.ts';
import {assigned, called, created, started, stateOf, tape} from './states.ts';

const price = {inputPerMillion: 5, cachedPerMillion: 0.5, outputPerMillion: 30};

test('four bytes are a token, and a character may be four bytes', () => {
  for (const text of ['', 'a', 'abcd', 'abcde', 'é'.repeat(8), '漢字', '🐧🐧🐧']) {
    assert.equal(tokensOfText(text), Math.ceil(Buffer.byteLength(text) / 4), JSON.stringify(text));
  }
});

test('a request is its words, its history as it is played back, and its tools', () => {
  const tools = [{name: 'build', description: 'Builds.', parameters: {}}];
  const words = {
    instructions: 'x'.repeat(40),
    items: [{kind: 'message', from: 'house', text: 'y'.repeat(20)}],
    tools,
  } as const;
  assert.equal(tokensOfRequest(words), 10 + 5 + tokensOfText(JSON.stringify(tools[0])));
  const played = {kind: 'answer', text: 'short', calls: [], continuation: 'z'.repeat(400)} as const;
  assert.equal(tokensOfRequest({instructions: '', items: [played], tools: []}), 100);
});

test('an estimate is priced without a cache, and says that it is one', () => {
  const usage = estimatedUsage({inputTokens: 1000, outputTokens: 10}, price);
  assert.deepEqual(usage, {
    inputTokens: 1000,
    cachedTokens: 0,
    outputTokens: 10,
    costMicrodollars: 5300,
    estimated: true,
  });
  assert.equal(estimatedUsage({inputTokens: 1000, outputTokens: 10}, undefined).costMicrodollars, 0);
});

test('beyond the long input every token is dearer', () => {
  const long = {...price, longInput: {aboveTokens: 100, factor: 2}};
  assert.equal(costOf({inputTokens: 100, cachedTokens: 0, outputTokens: 1}, long), 530);
  assert.equal(costOf({inputTokens: 101, cachedTokens: 1, outputTokens: 1}, long), Math.round(2 * (500 + 0.5 + 30)));
});

test('what an assignment asks grows with what was said in it', () => {
  const before = stateOf(started(), created(), assigned('planner', 'plan'));
  const after = stateOf(started(), created(), assigned('planner', 'plan'), ...called(['x']));
  const of = (state: typeof before) => {
    const [assignment] = state.assignments;
    assert.ok(assignment);
    return estimatedAsk(state, assignment).inputTokens;
  };
  assert.ok(of(after) > of(before) && of(before) > 1000);
});

const owed = estimatedUsage({inputTokens: 100, outputTokens: 4}, price);
const asking = [started(), created(), assigned('planner', 'plan'), ...called(['x']).slice(0, 1)];

test('an answer that failed or was called off is paid all the same', () => {
  const failed: Event = {
    type: 'turn.failed',
    turn: 'A1.1' as never,
    failure: {failure: 'cut', message: 'm'},
    usage: owed,
  };
  const charged: Event = {type: 'turn.charged', turn: 'A1.1' as never, role: 'planner', usage: owed};
  assert.deepEqual(stateOf(...asking, failed).agents.planner.usage, owed);
  const {usage} = stateOf(...asking, failed, charged).agents.planner;
  assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.estimated], [200, 8, true]);
});

test('an answer of a tape that is called off costs nothing, and nothing is set aside for it', () => {
  const models = {planner: {model: 'm', effort: 'high', price}};
  const state = {...stateOf(started({label: tape}), ...asking.slice(1)), models};
  const [assignment] = state.assignments;
  assert.ok(assignment);
  assert.deepEqual(reservationFor(state, assignment), {tokens: 0, microdollars: 0});
  assert.deepEqual(usagesOf(cutAnswersOf(state, ['planner'], 'stopped')), [noUsage]);
  assert.deepEqual(usagesOf(cutShortOf(state)), [noUsage]);
  const live = {...state, label: {kind: 'live', provider: 'test'}} as const;
  assert.equal(usagesOf(cutShortOf(live))[0]?.estimated, true);
});

function usagesOf(events: readonly Event[]): readonly Usage[] {
  return events.flatMap((event) => ('usage' in event && event.usage !== undefined ? [event.usage] : []));
}
