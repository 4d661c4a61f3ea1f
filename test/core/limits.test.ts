// Bounds: what goes when something has to go, what a cut text says, when a model is asked again, and what is due by the clock.
import assert from 'node:assert/strict';
import test from 'node:test';
import {deadlinesOf} from '../../src/core/deadlines.ts';
import type {Event, ModelFailure} from '../../src/core/events.ts';
import {cutText, kept, lastOf, worthiestOf} from '../../src/core/limits.ts';
import {helpFor, retryInMsOf} from '../../src/core/retry.ts';
import type {State} from '../../src/core/state.ts';
import {A1, after, assigned, called, created, started, startMs, stateOf} from './states.ts';

test('the last of a list are kept in order', () => {
  assert.deepEqual(lastOf([1, 2, 3], 2), [2, 3]);
  assert.deepEqual(lastOf([1, 2], 2), [1, 2]);
});

test('room is made by what is worth least, the oldest of it first, and the order stays', () => {
  const worth = (text: string): number => (text.startsWith('A') ? 2 : text.startsWith('B') ? 1 : 0);
  const of = (count: number): string => worthiestOf(['C1', 'A1', 'B1', 'C2', 'A2'], count, worth).join(' ');
  assert.deepEqual([of(5), of(4), of(3), of(2), of(1)], ['C1 A1 B1 C2 A2', 'A1 B1 C2 A2', 'A1 B1 A2', 'A1 A2', 'A2']);
});

test('a cut text keeps its head and its end, says what is gone, and is as short as was asked', () => {
  for (const length of [81, 100, 1000, 100_000]) {
    const text = `head${'x'.repeat(length - 8)}tail`;
    const cut = cutText(text, 80);
    assert.ok(cut.length <= 80, `${cut.length}`);
    assert.match(cut, /^head?[\s\S]*characters left out[\s\S]*tail$/);
  }
  assert.equal(cutText('x'.repeat(80), 80), 'x'.repeat(80));
  assert.equal(cutText('x'.repeat(kept.textCharacters + 1)).length <= kept.textCharacters, true);
});

const all: Readonly<Record<ModelFailure['failure'], number | null>> = {
  cut: 2_000,
  reset: 2_000,
  stalled: 2_000,
  server: 2_000,
  malformed: 2_000,
  rateLimited: 2_000,
  interrupted: 0,
  cancelled: 0,
  quota: null,
  authentication: null,
  contextTooLong: null,
  answerTooLong: null,
  blocked: null,
  rerouted: null,
  notTheApi: null,
  rejected: null,
  tapeEnded: null,
  tapeMismatch: null,
  tapeOverEdit: null,
};

for (const [name, expected] of Object.entries(all)) {
  const failure = name as ModelFailure['failure'];
  test(`after "${failure}" the model is ${expected === null ? 'not asked again' : `asked again in ${expected} ms`}`, () => {
    assert.equal(retryInMsOf({failure, message: ''}, 0), expected);
    assert.ok(helpFor({failure}).length > 10);
  });
}

test('the wait doubles up to two minutes, and is never shorter than the provider says', () => {
  const waits = [0, 1, 2, 5, 6, 20].map((failures) => retryInMsOf({failure: 'stalled', message: ''}, failures));
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 64_000, 120_000, 120_000]);
  const limited = (retryAfterMs: number) => retryInMsOf({failure: 'rateLimited', message: '', retryAfterMs}, 1);
  assert.deepEqual([limited(10), limited(60_000)], [4_000, 60_000]);
});

test('a wait of hours is not sat out but told to the person, with its length', () => {
  const asked = (minutes: number) => ({failure: 'rateLimited', message: '', retryAfterMs: minutes * 60_000}) as const;
  assert.deepEqual([retryInMsOf(asked(15), 0), retryInMsOf(asked(16), 0)], [15 * 60_000, null]);
  assert.equal(helpFor(asked(15)), 'continue (P) to ask again');
  assert.match(helpFor(asked(16)), /a wait of 16 minutes/);
  assert.match(helpFor(asked(5 * 60 + 1)), /a wait of 6 hours/);
});

const retrying = stateOf(started(), created(), assigned('planner', 'plan'), ...called(['x']).slice(0, 1), {
  type: 'turn.failed',
  turn: 'A1.1' as never,
  failure: {failure: 'stalled', message: 'm'},
  retryInMs: 5_000,
});
const endMs = startMs + 60 * 60_000;

function deadlines(what: string, state: State, ...expected: readonly (readonly [string, number])[]): void {
  test(`the clock: ${what}`, () => {
    assert.deepEqual(
      deadlinesOf(state).map(({command, atMs}) => [command.do, atMs]),
      expected,
    );
  });
}

const fault: Event = {type: 'fault.raised', fault: 'X1' as never, source: 'target', what: 'w', help: 'h'};
deadlines('before the start', stateOf());
deadlines('the end of the minutes', stateOf(started()), ['expire', endMs]);
deadlines('a retry', retrying, ['expire', endMs], ['askModel', startMs + 4_000 + 5_000]);
deadlines('no retry for a role that is paused', after(retrying, {type: 'agent.paused', role: 'planner'}), [
  'expire',
  endMs,
]);
deadlines('no retry while a fault is open', after(retrying, fault), ['expire', endMs]);
deadlines('nothing while all is paused', after(retrying, {type: 'session.paused', why: 'w'}));
deadlines(
  'a pause moves the end',
  after(stateOf(started()), {type: 'session.paused', why: 'w'}, {type: 'session.continued'}),
  ['expire', endMs + 1_000],
);

test('a retry asks for the assignment that waits', () => {
  assert.deepEqual(deadlinesOf(retrying)[1]?.command, {do: 'askModel', assignment: A1});
});
