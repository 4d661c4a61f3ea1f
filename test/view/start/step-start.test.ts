import assert from 'node:assert/strict';
import test from 'node:test';
import {type StartContext, startContextOf, startKeys} from '../../../src/view/start/start-keys.ts';
import {type StartPlace, type StartUi, startingAt, withConsidered} from '../../../src/view/start/start-ui.ts';
import {knownFacts, sessions, withModel} from './facts.ts';
import {press} from './press.ts';

const menu: StartPlace = {at: 'menu'};
const offer = {id: 'S', task: 'ringlog', workspace: 'w', isRunning: false, instead: {kind: 'asked'}} as const;

/** A screen in which a key of that context can do something: the middle of a text, of a list, of a page. */
const examples: Readonly<Record<StartContext, StartUi>> = {
  menu: {...startingAt(menu), chosen: {...startingAt(menu).chosen, menu: 1}},
  list: startingAt({at: 'sessions'}),
  offer: startingAt({at: 'offer', offer}),
  goal: {...startingAt({at: 'goal'}), goal: {text: 'a b c', at: 3}},
  task: {...startingAt({at: 'task'}), path: {text: 'a/b c', at: 3}},
  reading: {...startingAt(menu), reading: {what: 'help', scroll: 5}},
};

const completing = {
  ...withModel,
  completions: [
    {path: 'a/bcd', isTask: true},
    {path: 'a/bce/', isTask: false},
  ],
};

for (const {context, keys, doing} of startKeys) {
  for (const key of keys) {
    test(`${key} does something: ${context}, ${doing.do}`, () => {
      const before = examples[context];
      assert.equal(startContextOf(before), context);
      const {ui, act} = press(before, [key], completing);
      const isBeyond = doing.do === 'number' && Number(key) > 2;
      assert.ok(isBeyond || act !== null || JSON.stringify(ui) !== JSON.stringify(before));
    });
  }
}

test('a key has one meaning in a context', () => {
  const names = startKeys.flatMap(({context, keys}) => keys.map((key) => `${context} ${key}`));
  assert.equal(new Set(names).size, names.length);
});

test('a goal is typed and chosen, and stays when it is refused', () => {
  const typed = press(menu, ['enter', ...'Write `a`', 'enter'], withModel);
  assert.deepEqual(typed.act, {kind: 'choose', choice: {kind: 'goal', goal: 'Write `a`', isAnew: false}});
  const refused = withConsidered(typed.ui, {kind: 'refused', why: 'no'});
  assert.deepEqual([refused.goal.text, refused.notice], ['Write `a`', {text: 'no', tone: 'bad'}]);
  assert.equal(press(refused, ['escape', 'enter'], withModel).ui.goal.text, 'Write `a`');
});

test('without a model a goal is refused with what helps, and a task with a tape is not', () => {
  assert.match(press(menu, ['1'], knownFacts).ui.notice?.text ?? '', /it needs a model: set OPENAI_API_KEY/);
  assert.match(press(menu, ['2', 'enter'], knownFacts).ui.notice?.text ?? '', /no tape for it/);
  const {act} = press(menu, ['2', 'down', 'enter'], knownFacts);
  assert.deepEqual(act, {kind: 'choose', choice: {kind: 'task', folder: '/q/tasks/ringlog', isAnew: false}});
});

test('a path is completed with what is chosen, and taken as it is typed', () => {
  const {ui} = press({at: 'task'}, ['a', 'down', 'tab'], completing);
  assert.equal(ui.path.text, 'a/bce/');
  assert.deepEqual(press(ui, ['enter'], completing).act, {
    kind: 'choose',
    choice: {kind: 'task', folder: 'a/bce/', isAnew: false},
  });
});

test('a session is watched, taken up, looked at or played, and a damaged one only played', () => {
  const choice = (index: number, then: readonly string[]) =>
    press({at: 'sessions'}, [String(index + 1), ...then], knownFacts);
  for (const index of [0, 1, 2]) {
    assert.deepEqual(choice(index, ['enter']).act, {kind: 'choose', choice: {kind: 'attach', id: sessions[index]?.id}});
  }
  assert.match(choice(3, ['enter']).ui.notice?.text ?? '', /damaged at line 7/);
  assert.deepEqual(choice(3, ['2']).act, {kind: 'choose', choice: {kind: 'replay', id: sessions[3]?.id}});
});

test('a session that runs can only be watched; one that was left can be left lying', () => {
  const anew = press(
    {at: 'offer', offer: {...offer, instead: {kind: 'task', folder: 'f', isAnew: false}}},
    ['2'],
    knownFacts,
  );
  assert.deepEqual(anew.act, {kind: 'choose', choice: {kind: 'task', folder: 'f', isAnew: true}});
  assert.equal(press({at: 'offer', offer: {...offer, isRunning: true}}, ['2'], knownFacts).act, null);
});

test('Esc goes back a step, not out of the menu, and out of an offer that the screen began with', () => {
  const deep = press(menu, ['3', '1', '?'], knownFacts).ui;
  assert.equal(deep.reading?.what, 'help');
  const places = ['escape', 'escape', 'escape'].map((_, index) =>
    press(
      deep,
      Array.from({length: index + 1}, () => 'escape'),
      knownFacts,
    ),
  );
  assert.deepEqual(
    places.map(({ui}) => ui.place.at),
    ['session', 'sessions', 'menu'],
  );
  const leave = {kind: 'choose', choice: {kind: 'leave'}};
  assert.equal(press(menu, ['escape'], knownFacts).act, null);
  assert.deepEqual(press(menu, ['q'], knownFacts).act, leave);
  assert.deepEqual(press({at: 'offer', offer}, ['escape'], knownFacts).act, leave);
});

test('while a choice is being looked at no other is made, and Esc gives it up', () => {
  const {ui} = press({at: 'targets'}, ['enter'], knownFacts);
  assert.equal(press(ui, ['enter'], knownFacts).act, null);
  assert.equal(press(ui, ['escape'], knownFacts).ui.considering, null);
});
