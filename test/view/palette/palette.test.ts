import assert from 'node:assert/strict';
import test from 'node:test';
import {deckKeys} from '../../../src/view/deck-keys.ts';
import {paletteEntries} from '../../../src/view/palette/entries.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';
import {facts} from '../uis.ts';

function typed(keys: readonly string[], from: Ui = initialUi, given = facts()) {
  let step: ReturnType<typeof stepUi> = {ui: from, acts: []};
  for (const key of keys) step = stepUi(step.ui, keyOf(key), given);
  return step;
}

test('a command is found by some of its letters and done as by its key', () => {
  assert.deepEqual(typed([':', ...'redirect', 'enter']), typed(['r']));
  assert.deepEqual(typed([':', ...'pauseall', 'enter']).acts, typed(['P']).acts);
});

test('the arrows choose among those that fit', () => {
  const [first, second] = paletteEntries('re', initialUi, facts());
  assert.deepEqual([first?.shown, second?.shown], ['r', 'R']);
  assert.deepEqual(typed([':', ...'re', 'down', 'enter']), typed(['R']));
  assert.deepEqual(typed([':', ...'re', 'down', 'up', 'enter']), typed(['r']));
});

test('what can not be done now is offered with its why, and does nothing', () => {
  const ended = facts({state: told('accepted').live.state});
  const [entry] = paletteEntries('redirect', initialUi, ended);
  assert.equal(entry?.whyNot, 'the session has ended');
  const {ui, acts} = typed([':', ...'redirect', 'enter'], initialUi, ended);
  assert.deepEqual(acts, []);
  assert.equal(ui.dialog?.kind, 'palette');
});

test('letters that fit nothing do nothing', () => {
  const {ui, acts} = typed([':', ...'zzzz', 'down', 'enter']);
  assert.deepEqual(acts, []);
  assert.equal(ui.dialog?.kind, 'palette');
});

test('everything that the help explains is there, but for scrolling', () => {
  const offered = new Set(paletteEntries('', initialUi, facts()).map(({doing}) => JSON.stringify(doing)));
  const explained = deckKeys.filter(({help, doing}) => help !== undefined && doing.do !== 'scroll');
  assert.deepEqual(
    explained.filter(({doing}) => !offered.has(JSON.stringify(doing))).map(({doing}) => doing.do),
    ['palette'],
  );
});
