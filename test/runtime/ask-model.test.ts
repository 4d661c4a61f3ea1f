// What is paid is counted, at whatever moment the question is cut off.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {blobHash, turnId} from '../../src/core/ids.ts';
import {noUsage} from '../../src/core/state.ts';
import type {World} from '../../src/ports.ts';
import {askModel} from '../../src/runtime/ask-model.ts';
import type {CoreAccess} from '../../src/runtime/supervisor.ts';
import {A1, after, assigned, created, started, stateOf} from '../core/states.ts';

test('an answer that is called off while its items are being kept is paid, and not believed', async () => {
  const turn = turnId(A1, 1);
  let state = stateOf(started(), created(), assigned('executor', 'write'), {
    type: 'turn.asked',
    ...{assignment: A1, turn, messages: []},
  });
  const told: Event[] = [];
  const core: CoreAccess = {
    state: () => state,
    tell: async (events) => void told.push(...events),
    ask: async () => null,
    until: async () => {},
  };
  const put = async () => {
    const failure = {failure: 'cancelled', message: 'paused'} as const;
    state = after(state, {type: 'turn.failed', turn, failure, retryInMs: 0});
    return blobHash('d'.repeat(64));
  };
  const usage = {...noUsage, inputTokens: 9, outputTokens: 60_000};
  const world = {
    blobs: {get: async () => undefined, put},
    model: {ask: async () => ({kind: 'answered', text: 'x', calls: [], continuation: '{}', usage})},
    screens: {delta() {}},
  } as unknown as World;
  await askModel(world, {effect: 'askModel', assignment: A1, turn}, core, new AbortController().signal);
  assert.deepEqual(
    told.map((event) => event.type === 'turn.charged' && [event.role, event.usage.outputTokens]),
    [['executor', 60_000]],
  );
});
