// A pane whose agent waits says for whom or what.
import assert from 'node:assert/strict';
import test from 'node:test';
import {assignmentId, buildId, callId, runId, turnId} from '../../src/core/ids.ts';
import type {CrewRole} from '../../src/core/roles.ts';
import {agentStatus} from '../../src/view/agent-status.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import type {Scenario} from './scenario.ts';
import {told} from './story.ts';
import {A2, A3, firstTree, T1, usage} from './story-pieces.ts';

function check(story: Scenario, role: CrewRole, expected: string): void {
  const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs: story.nowMs};
  assert.equal(agentStatus(story.live, role, pen).text, expected);
}

/** The Planner calls a tool that has not begun. */
function calling(story: Scenario, name: string): Scenario {
  const assignment = assignmentId(80);
  const turn = turnId(assignment, 1);
  return story.tell(
    {type: 'assignment.started', assignment, role: 'planner', purpose: 'plan', task: T1},
    {type: 'turn.asked', assignment, turn, messages: []},
    {type: 'turn.answered', turn, text: '', calls: [{providerId: 'x', name, argumentsJson: '{}'}], usage: usage(1, 1)},
  );
}

test('without tasks all wait for the Scheduler', () => {
  check(told('start'), 'planner', 'waiting for Scheduler');
  check(told('start'), 'reviewer', 'waiting for Scheduler');
});

test('who has no part in the task at hand waits for whoever has', () =>
  check(told('working'), 'reviewer', 'waiting for Executor'));

test('an agent that is paused with all says that it was you', () => {
  const story = told('working').tell({type: 'session.paused', why: 'paused by you'});
  check(story, 'reviewer', '⏸ paused by you, with all');
  check(story, 'executor', '⏸ pausing: waits for its answer');
});

test('a call that has not begun names what has the machine', () => {
  const call = callId(turnId(A2, 1), 1);
  const built = told('working').tell({type: 'build.started', build: buildId(5), task: T1, call});
  check(calling(built, 'build'), 'planner', '◌ build waits for build B5');
  const ran = told('working').tell({
    type: 'run.started',
    run: runId(4),
    task: T1,
    build: buildId(1),
    tree: firstTree,
    acceptance: 'load',
    call: callId(turnId(A3, 3), 1),
  });
  check(calling(ran, 'try_on_target'), 'planner', '◌ try_on_target waits for run R4 on the target');
});

test('a try names the target that is not up', () => {
  const story = told('working').tell({type: 'target.wasReset', cause: 'person'});
  check(calling(story, 'try_on_target'), 'planner', '◌ try_on_target waits for the target, which is rebooting');
});

test('what needs no machine just begins', () => check(calling(told('working'), 'look_up'), 'planner', '▶ look_up'));
