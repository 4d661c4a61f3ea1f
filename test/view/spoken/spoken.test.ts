import assert from 'node:assert/strict';
import test from 'node:test';
import {spokenAfter, statusLines} from '../../../src/view/spoken/spoken.ts';
import {type Wanted, wantedBy} from '../../../src/view/spoken/typed-line.ts';
import {type Stage, told} from '../story.ts';

const stateAt = (stage: Stage) => told(stage).live.state;
const spoken = (before: Stage, now: Stage): string => spokenAfter(stateAt(before), stateAt(now)).join('\n');

test('what the roles do, what happens and what is asked are lines in words', () => {
  const lines = spoken('start', 'asks');
  assert.match(lines, /^Scheduler /m);
  assert.match(lines, /^build: /m);
  assert.match(lines, /^The Planner asks: .*Type a number: 1, /m);
  assert.doesNotMatch(lines, /[✔✖●▶◌]/);
});
test('a crash and the end are told', () => {
  assert.match(spoken('working', 'crash'), /^(oops|panic): /m);
  assert.match(spoken('crash', 'accepted'), /^end: |^accepted: /m);
});
test('what is the same is not told again', () => {
  const state = stateAt('crash');
  assert.deepEqual(spokenAfter(state, state), []);
});
test('where everything stands', () => {
  const [session, target] = statusLines(stateAt('working'));
  assert.match(session ?? '', /^the session on \w+ is running; \d of \d tasks are done; it cost /);
  assert.match(target ?? '', /^the target is \w+$/);
  assert.match(statusLines(stateAt('accepted'))[0] ?? '', /has ended: accepted/);
});

function check(line: string, expected: Partial<Wanted>, stage: Stage = 'working'): void {
  const wanted = wantedBy(line, stateAt(stage));
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(wanted, key)])), expected);
}

test('a number, or one’s own words, answer the question that waits', () => {
  const question = stateAt('asks').questions.find(({answer}) => answer === undefined);
  assert.ok(question);
  const answer = (text: string | undefined): Partial<Wanted> =>
    ({kind: 'command', command: {do: 'answer', question: question.id, answer: text}}) as Partial<Wanted>;
  check('1', answer(question.choices[0]), 'asks');
  check('answer ask me later', answer('ask me later'), 'asks');
  check('9', {kind: 'say', lines: [`there are ${question.choices.length} choices`]}, 'asks');
  check('answer yes', {kind: 'say', lines: ['nothing is asked']});
});
test('words for a role, a rule for all, a pause', () => {
  check('tell Executor  use kfifo', {kind: 'command', command: {do: 'redirect', role: 'executor', text: 'use kfifo'}});
  check('rule no floats', {
    ...{kind: 'command'},
    command: {do: 'addConstraint', text: 'no floats', strength: 'must', scope: {kind: 'all'}},
  });
  check('pause', {kind: 'command', command: {do: 'pause', role: 'all'}});
  check('pause planner', {kind: 'command', command: {do: 'pause', role: 'planner'}});
  check('go on planner', {kind: 'command', command: {do: 'continue', role: 'planner'}});
});
test('what can not be undone is asked about first', () => {
  check('reset', {kind: 'ask', command: {do: 'resetTarget'}});
  check('stop', {kind: 'ask', command: {do: 'stop', cause: 'person', why: 'stopped by a typed line'}});
});
test('what is no command is told, and does nothing', () => {
  check('make it so', {kind: 'say', lines: ['"make" is no command; help lists them']});
  check('tell nobody x', {kind: 'say'});
  check('', {kind: 'say', lines: []});
});
