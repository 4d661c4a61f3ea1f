import assert from 'node:assert/strict';
import test from 'node:test';
import {activityRows} from '../../src/view/activity-rows.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {moneySpent} from '../../src/view/session-status.ts';
import type {Scenario} from './scenario.ts';
import {told} from './story.ts';
import {A3} from './story-pieces.ts';

/** The Executor's pane, its words alone, on one line. */
function pane(story: Scenario, laterMs = 0): string {
  const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs: story.nowMs + laterMs};
  const rows = activityRows(story.live, 'executor', 76, pen);
  return rows
    .map((row) =>
      row
        .map(({text}) => text)
        .join('')
        .trim(),
    )
    .join(' ');
}

function asking(): {readonly story: Scenario; readonly turn: ReturnType<typeof turnOf>} {
  const story = told('working');
  return {story, turn: turnOf(story)};
}

function turnOf({live}: Scenario) {
  const turn = live.state.assignments.find(({id}) => id === A3)?.turn;
  assert.ok(turn?.at === 'asked');
  return turn.turn;
}

const failure = {failure: 'rateLimited', message: 'the provider answers with status 429: slow down'} as const;

test('a failed answer shows when it is asked for again, and the time runs without an event', () => {
  const {story, turn} = asking();
  story.tell({type: 'turn.failed', turn, failure, retryInMs: 90_000});
  assert.match(pane(story), /status 429: slow down ◌ asks again in 90 s \(try 1 of 5\)/);
  assert.match(pane(story, 1_000), /asks again in 89 s/);
  assert.match(pane(story, 89_000), /asks again in 1 s/);
  assert.match(pane(story, 91_000), /asks again now/);
});

test('what is held by the person does not count down', () => {
  const {story, turn} = asking();
  story.tell({type: 'turn.failed', turn, failure, retryInMs: 90_000}, {type: 'agent.paused', role: 'executor'});
  assert.match(pane(story, 5_000), /asks again when you let it go on/);
});

test('a silence is said until something comes again', () => {
  const {story, turn} = asking();
  story.delta({role: 'executor', turn, what: 'notice', text: 'nothing has come for 120 s'});
  assert.match(pane(story), /nothing has come for 120 s/);
  story.delta({role: 'executor', turn, what: 'reasoning', text: 'Hm.'});
  assert.doesNotMatch(pane(story), /nothing has come/);
});

test('money that is estimated in a part has its mark', () => {
  const {story, turn} = asking();
  const before = moneySpent(story.live.state);
  const owed = {inputTokens: 1, cachedTokens: 0, outputTokens: 0, costMicrodollars: 0, estimated: true} as const;
  story.tell({type: 'turn.failed', turn, failure, retryInMs: 90_000, usage: owed});
  assert.deepEqual([before.startsWith('~'), moneySpent(story.live.state)], [false, `~${before}`]);
});
