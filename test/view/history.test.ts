import assert from 'node:assert/strict';
import test from 'node:test';
import type {Entry, Event} from '../../src/core/events.ts';
import {assignmentId, turnId} from '../../src/core/ids.ts';
import {fold, reduce} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {type History, historyAfter, noHistory, spansMax} from '../../src/view/history.ts';
import {report} from '../core/states.ts';

const assignment = assignmentId(1);
const turn = turnId(assignment, 1);
const usage = {inputTokens: 100, cachedTokens: 0, outputTokens: 20, costMicrodollars: 7};

const entry = (event: Event, atMs: number): Entry => ({seq: 1, atMs, event});

const asking: State = fold([
  entry({type: 'assignment.started', assignment, role: 'planner', purpose: 'plan'}, 0),
  entry({type: 'turn.asked', assignment, turn, messages: []}, 0),
]);

const answer: Event = {type: 'turn.answered', turn, text: '', calls: [], usage};
const crash: Event = {type: 'target.hung', silentSeconds: 9, lastLines: []};

function after(events: readonly (readonly [Event, number])[]): History {
  let [history, state] = [noHistory, asking];
  for (const [event, atMs] of events) {
    // Whose turn it is stays known, however often it is answered.
    const folded = reduce(state, entry(event, atMs));
    history = historyAfter(history, {...state, assignments: asking.assignments}, folded, entry(event, atMs));
    state = folded;
  }
  return history;
}

test('what an answer cost stands with its role, at its time', () => {
  const {sinceMs, spanMs, spans} = after([
    [answer, 1_000],
    [answer, 12_000],
  ]);
  assert.deepEqual([sinceMs, spanMs], [1_000, 5_000]);
  assert.deepEqual(
    spans.map(({costMicrodollars, tokens}) => [costMicrodollars, tokens.planner ?? 0]),
    [
      [7, 120],
      [0, 0],
      [7, 120],
    ],
  );
});

test('an answer that was called off is charged where its usage is known later', () => {
  const charged: Event = {type: 'turn.charged', turn, role: 'reviewer', usage};
  assert.deepEqual(after([[charged, 0]]).spans, [{costMicrodollars: 7, tokens: {reviewer: 120}, boots: 0, crashes: 0}]);
});

test('crashes are counted, one for each start that it brought down', () => {
  const spans = after([
    [crash, 0],
    [crash, 1],
    [{type: 'target.panicked', report}, 2],
    [{type: 'target.bootStarted', boot: 2, release: '6.1'}, 3],
    [crash, 4],
  ]).spans;
  assert.deepEqual(
    spans.map(({crashes}) => crashes),
    [2],
  );
});

test('spans grow longer instead of more, and nothing is lost by it', () => {
  const hours = Array.from({length: 2_000}, (_, index): [Event, number] => [answer, index * 9_000]);
  const {spans, spanMs} = after(hours);
  assert.ok(spans.length <= spansMax);
  assert.ok(spans.length * spanMs >= 1_999 * 9_000);
  assert.equal(
    spans.reduce((sum, {costMicrodollars}) => sum + costMicrodollars, 0),
    2_000 * 7,
  );
});

test('a clock that goes back adds to the newest', () => {
  const {spans} = after([
    [crash, 50_000],
    [{type: 'target.bootStarted', boot: 2, release: '6.1'}, 60_000],
    [crash, 10_000],
  ]);
  assert.deepEqual(
    spans.map(({crashes}) => crashes),
    [1, 0, 1],
  );
});
