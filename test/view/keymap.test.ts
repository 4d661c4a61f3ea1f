import assert from 'node:assert/strict';
import test from 'node:test';
import type {KeyContext} from '../../src/view/bindings.ts';
import {bindingOf, contextOf, keymap} from '../../src/view/keymap.ts';
import {namedKeys} from '../../src/view/keys.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import type {Ui} from '../../src/view/ui.ts';
import {keyOf} from './key-of.ts';
import {facts, planner, uiIn} from './uis.ts';

for (const binding of keymap) {
  for (const key of binding.keys) {
    test(`${key} does something: ${binding.context}, ${binding.doing.do}`, () => {
      const isThere = binding.doing.do === 'focus' && binding.doing.pane === 'target';
      const ui = isThere ? planner : uiIn(binding.context);
      const {ui: next, acts} = stepUi(ui, keyOf(key), facts());
      assert.ok(acts.length > 0 || JSON.stringify(next) !== JSON.stringify(ui));
    });
  }
}

test('a key has one meaning in a context', () => {
  const keys = keymap.flatMap(({context, keys: names}) => names.map((name) => `${context} ${name}`));
  assert.equal(new Set(keys).size, keys.length);
});

test('a key that the table does not name does nothing on the deck', () => {
  const names = [...namedKeys, ...[...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!?:/'], 'ctrl-x'];
  const unnamed = names.map(keyOf).filter((key) => bindingOf('deck', key) === undefined);
  assert.ok(unnamed.length > 20);
  for (const key of unnamed) assert.deepEqual(stepUi(planner, key, facts()), {ui: planner, acts: []});
});

test('what the key line shows is named by the help, on the deck', () => {
  const unexplained = keymap.filter(
    ({context, label, help}) => context === 'deck' && label !== undefined && help === undefined,
  );
  assert.deepEqual(unexplained, []);
});

test('every context can be left', () => {
  const contexts = new Set(keymap.map(({context}): KeyContext => context));
  contexts.delete('deck');
  contexts.delete('replay');
  for (const context of contexts) {
    const leave = context === 'typing' || context === 'lineCommand' ? 'ctrl-]' : 'escape';
    const {ui} = stepUi(uiIn(context), keyOf(leave), facts());
    assert.equal(contextOf(ui as Ui), 'deck', context);
  }
});

test('a key that opens a page opens it from another page too, and Esc goes back to the deck', () => {
  const gauges = stepUi(planner, keyOf('G'), facts()).ui;
  const timeLine = stepUi(gauges, keyOf('T'), facts()).ui;
  assert.equal(contextOf(gauges), 'page:gauges');
  assert.equal(contextOf(timeLine), 'page:timeLine');
  assert.equal(contextOf(stepUi(timeLine, keyOf('escape'), facts()).ui), 'deck');
});

test('a key of a page keeps its own meaning there', () =>
  assert.equal(bindingOf('page:calls', keyOf('o'))?.doing.do, 'onPage'));
