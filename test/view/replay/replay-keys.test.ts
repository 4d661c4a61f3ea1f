// On a replay the keys of the deck look, and those that would ask for something say why they do nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import {stepUi} from '../../../src/view/step-ui.ts';
import {keyOf} from '../key-of.ts';
import {facts, uiIn} from '../uis.ts';

const replaying = uiIn('replay');

for (const [key, by] of [
  ['space', 'toggle'],
  ['left', 'eventBack'],
  ['right', 'eventOn'],
  ['[', 'markBack'],
  [']', 'markOn'],
  ['home', 'first'],
  ['end', 'last'],
  ['+', 'faster'],
  ['-', 'slower'],
] as const) {
  test(`${key} goes ${by}`, () => assert.deepEqual(stepUi(replaying, keyOf(key), facts()).acts, [{kind: 'scrub', by}]));
}

for (const key of ['P', 'r', 'c', 'v', 'i', 'R']) {
  test(`${key} asks for nothing, and says so`, () => {
    const {ui, acts} = stepUi({...replaying, focus: 'executor'}, keyOf(key), facts());
    assert.deepEqual([acts, ui.dialog, ui.typing], [[], null, 'off']);
    assert.match(ui.notice?.text ?? '', /this is a replay/);
  });
}

test('a question of then is not answered now: enter shows the pane', () => {
  const {ui} = stepUi({...replaying, focus: 'planner'}, keyOf('enter'), facts());
  assert.deepEqual(ui.dialog, {kind: 'details', pane: 'planner', scroll: 0});
});

test('q leaves at once: there is nothing that could run on', () =>
  assert.deepEqual(stepUi(replaying, keyOf('q'), facts()).acts, [{kind: 'detach'}]));

test('pages are open to it', () => assert.equal(stepUi(replaying, keyOf('T'), facts()).ui.dialog?.kind, 'page'));
