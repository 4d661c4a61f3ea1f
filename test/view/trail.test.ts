// What the screen keeps beside the state is bounded, and says what was.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {buildId, callId, turnId} from '../../src/core/ids.ts';
import {initialState} from '../../src/core/state.ts';
import {eventWords} from '../../src/view/event-words.ts';
import {noTrail, outputOf, type Trail, trailAfter} from '../../src/view/trail.ts';
import {compilerWords, failedBuild} from './failed-build.ts';
import {told} from './story.ts';
import {A1} from './story-pieces.ts';

function after(count: number, event: (index: number) => Event): Trail {
  let trail = noTrail;
  for (let seq = 1; seq <= count; seq++) trail = trailAfter(trail, initialState, {seq, atMs: seq, event: event(seq)});
  return trail;
}

test('the newest lines of the journal are kept, in order, a thousand at most', () => {
  const lines = after(5000, () => ({type: 'session.paused', why: 'w'})).pieces.flat();
  assert.ok(lines.length <= 1024 && lines.length > 900, `${lines.length} lines`);
  assert.deepEqual(
    lines.map(({seq}) => seq),
    Array.from({length: lines.length}, (_, index) => 5000 - lines.length + 1 + index),
  );
});

test('what came back is found by its call and by its build, and is bounded', () => {
  const story = told('accepted');
  failedBuild(story);
  const {trail} = story.live;
  assert.equal(outputOf(trail, {build: buildId(9)}), compilerWords);
  assert.equal(outputOf(trail, {build: buildId(7)}), '');
  const many = after(1000, (seq) => {
    const call = callId(turnId(A1, seq), 1);
    return {type: 'tool.returned', call, ok: true, output: 'x'.repeat(100_000)};
  });
  assert.ok(many.returned.length <= 96 && many.returned.every(({output}) => output.length <= 24_000));
});

test('the newest prompt of a role is known by its length', () =>
  assert.deepEqual(told('working').live.trail.promptTokens, {scheduler: 21_400, planner: 21_400, executor: 21_400}));

test('an event is told name by name, lists by their length, objects by what names them', () => {
  assert.equal(eventWords({type: 'session.paused', why: 'a\nlong \x1b[2J night'}), 'why a long  night');
  const requirement = {name: 'ringlog', module: 'm', minutes: 1, goal: 'g', devices: []};
  const words = eventWords({type: 'session.started', requirement, constraints: ['a', 'b']} as unknown as Event);
  assert.equal(words, 'requirement ringlog, constraints (2)');
  assert.ok(eventWords({type: 'session.paused', why: 'x'.repeat(1e6)}).length <= 240);
});
