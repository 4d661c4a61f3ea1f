// What the person says is heard as it was said or refused with a count, and no message is gone without its fate.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Command} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {openMax} from '../../src/core/limits.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {advanced, after, constraintAdded, created, planned, poweredUp, started, stateOf, T1} from './states.ts';

const all = {strength: 'must', scope: {kind: 'all'}} as const;
const running = stateOf(started(), ...poweredUp, created(), {type: 'agent.paused', role: 'scheduler'});
const long = `Never ${'x'.repeat(2500)} but always y`;

function then(state: State, ...commands: readonly Command[]): State {
  return commands.reduce((known, command) => {
    const decision = decide(known, command);
    assert.ok(!isRefusal(decision), JSON.stringify(decision));
    return after(known, ...decision);
  }, state);
}

const add = (text: string): Command => ({do: 'addConstraint', text, ...all});
const edit = (text: string): Command => ({do: 'editConstraint', constraint: 'C1' as never, text, ...all});
const say = (text: string): Command => ({do: 'redirect', role: 'executor', text});
const count = /2519 characters are more than the 2000 of a constraint/;
refuses('a constraint that would have to be cut', running, add(long), count);
refuses('an edit to one', after(running, constraintAdded()), edit(long), count);
refuses(
  'a redirect that would have to be cut',
  running,
  say('y'.repeat(4001)),
  /4001 characters are more than the 4000/,
);
gives('as long as may be, it is told to the letter', running, say('y'.repeat(4000)), {text: 'y'.repeat(4000)});
const asked = after(running, {
  type: 'question.asked',
  ...{question: 'Q1' as never, by: 'house', text: 'which?', choices: [], task: T1},
});
refuses('an answer', asked, {do: 'answer', question: 'Q1' as never, answer: 'y'.repeat(4001)}, /4001 characters/);

const times = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({length: count}, (_, index) => make(index));
const queuedIn = ({messages}: State): readonly string[] =>
  messages.filter(({fate}) => fate.kind === 'queued').map(({text}) => text);
const saved = (...texts: readonly string[]): Command => ({
  ...{do: 'takeConstraintsFile', file: 'c.md', complaints: []},
  constraints: texts.map((text) => ({text, ...all})),
});

test('an edit takes the place of what the Scheduler has not heard yet, and a redirect stays', () => {
  const edited = then(running, say('use a spinlock'), add('c'), ...times(130, (index) => edit(`c${index}`)));
  assert.deepEqual(queuedIn(edited), ['use a spinlock', 'C1 was edited: c129']);
  const why = `superseded by ${edited.messages.at(-1)?.id}, before anybody heard it`;
  assert.deepEqual(edited.messages.at(-2)?.fate, {kind: 'refused', why});
});

test('a constraint on another is another message', () => {
  assert.deepEqual(queuedIn(then(running, add('one'), add('two'))), ['C1: one', 'C2: two']);
});

test('a save after a save tells what both have changed, and in short what is too much', () => {
  const twice = then(running, saved('a lock'), saved('a lock', 'no globals'));
  assert.deepEqual(queuedIn(twice), ['the person saved c.md:\nC1: a lock\nC2: no globals']);
  const wide = then(running, saved(...times(3, (index) => `${index} ${`${index}`.repeat(1500)}`)));
  assert.deepEqual(queuedIn(wide), ['the person saved c.md; what it says now stands among the constraints']);
});

test('past a bound one message takes the place of all', () => {
  const lifted = times(openMax.messagesPerRole + 1, (index): readonly Command[] => [
    add(`rule ${index}`),
    {do: 'liftConstraint', constraint: `C${index + 1}` as never},
  ]);
  const now = then(running, say('use a spinlock'), ...lifted.flat());
  const [redirected, summary, ...others] = queuedIn(now);
  assert.equal(redirected, 'use a spinlock');
  assert.match(summary ?? '', /constraints were changed again and again/);
  assert.deepEqual(others, ['C17 was lifted; it said: rule 16']);
});

const full = then(after(running, planned(), advanced('writing')), ...times(openMax.messagesPerRole, () => say('so')));
refuses(
  'another approach while the Executor has all that it can hear',
  full,
  {do: 'choosePlan', plan: 'P1' as never, choice: 'b'},
  /16 messages wait for the Executor/,
);
