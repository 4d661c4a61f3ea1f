import assert from 'node:assert/strict';
import test from 'node:test';
import {editRows} from '../../../src/view/edit-rows.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {type Act, type Facts, initialUi, type Ui} from '../../../src/view/ui.ts';
import {rewritten, writtenIn} from '../../../src/view/writing/written.ts';
import {keyOf} from '../key-of.ts';
import {unicodePen} from '../pens.ts';
import {told} from '../story.ts';
import {facts, question} from '../uis.ts';

function press(keys: readonly string[], from: Ui = initialUi, given: Facts = facts()): {ui: Ui; acts: readonly Act[]} {
  let ui = from;
  const acts: Act[] = [];
  for (const key of keys) {
    const step = stepUi(ui, keyOf(key), given);
    ui = step.ui;
    acts.push(...step.acts);
  }
  return {ui, acts};
}

const textIn = (ui: Ui): string | undefined => writtenIn(ui.dialog)?.edit.text;

test('what was put aside is there when the same is opened again, and nowhere else', () => {
  const {ui} = press(['2', 'r', ...'use kfifo', 'escape']);
  assert.match(ui.notice?.text ?? '', /is kept/);
  assert.equal(textIn(press(['3', 'r'], ui).ui), '');
  assert.equal(textIn(press(['2', 'r'], ui).ui), 'use kfifo');
});

test('a constraint comes back with its strength and its scope', () => {
  const {ui} = press(['c', ...'no floats', 'tab', 'escape', 'c']);
  assert.equal(ui.dialog?.kind === 'text' && ui.dialog.strength, 'prefer');
  assert.equal(textIn(ui), 'no floats');
});

test('the question of ctrl-c loses nothing either', () =>
  assert.equal(textIn(press(['r', ...'mind the lock', 'ctrl-c', 'escape', 'r']).ui), 'mind the lock'));

test('an answer that was begun is there when the question is opened again', () => {
  const given = facts({state: told('asks').live.state});
  const {ui} = press(['enter', 'down', 'down', ...'at 3 Hz', 'escape', 'enter'], initialUi, given);
  assert.equal(textIn(ui), 'at 3 Hz');
});

test('what was emptied is not brought back, nor what was sent', () => {
  assert.equal(textIn(press(['r', 'x', 'escape', 'r', 'ctrl-u', 'escape', 'r']).ui), '');
  assert.equal(textIn(press(['r', 'x', 'enter', 'r']).ui), '');
});

test('up and down go over what was sent, and come back to what was being written', () => {
  const nobody = facts({state: {...facts().state, messages: [], constraints: []}});
  const {ui} = press(['r', ...'one', 'enter', 'r', ...'two', 'enter', 'r', ...'thr'], initialUi, nobody);
  const texts = ['up', 'up', 'up', 'down', 'down'].map((_, index, keys) =>
    textIn(press(keys.slice(0, index + 1), ui, nobody).ui),
  );
  assert.deepEqual(texts, ['two', 'one', 'one', 'two', 'thr']);
});

test('what the session knows of a person’s words is gone over as well', () => {
  const known = facts().state.constraints.at(-1)?.text ?? 'there is none';
  const state = {...facts().state, messages: []};
  assert.equal(textIn(press(['r', 'up'], initialUi, facts({state})).ui), known);
});

test('a text of several lines is walked in before it is left', () => {
  const {ui} = press(['r', ...'ab', 'altEnter', ...'cde', 'up', 'X', 'down', 'Y', 'ctrl-j', 'Z']);
  assert.equal(textIn(ui), 'abX\ncdeY\nZ');
});

test('a constraint is one paragraph', () => {
  const {ui} = press(['c', 'a', 'altEnter']);
  assert.match(ui.notice?.text ?? '', /one paragraph/);
  assert.equal(textIn(stepUi(ui, {name: 'paste', text: 'b\nc'}, facts()).ui), 'ab c');
});

test('what is pasted keeps its lines where there may be some', () => {
  const redirect = stepUi(press(['r']).ui, {name: 'paste', text: 'one\r\ntwo\x1b'}, facts()).ui;
  assert.equal(textIn(redirect), 'one\ntwo');
  const asked: Ui = {...initialUi, dialog: {kind: 'answer', question, choice: 0, edit: {text: '', at: 0}}};
  assert.equal(textIn(stepUi(asked, {name: 'paste', text: 'a\nb'}, facts()).ui), 'a\nb');
});

test('an editor is opened with the text, and what it saved comes back to the same dialog alone', () => {
  const {ui, acts} = press(['2', 'r', 'x', 'ctrl-g']);
  assert.deepEqual(acts, [{kind: 'openEditor', text: 'x', draft: 'redirect planner'}]);
  assert.equal(textIn(rewritten(ui, 'redirect planner', 'x\ny\n')), 'x\ny');
  const other = press(['3', 'r'], press(['escape'], ui).ui).ui;
  assert.equal(rewritten(other, 'redirect planner', 'x\ny\n'), other);
});

test('each line of a text stands in a row of its own, the cursor in its own', () => {
  const rows = editRows({text: '文件.c\n🚀 go', at: 5}, 20, unicodePen);
  assert.deepEqual(
    rows.map((row) =>
      row
        .map(({text}) => text)
        .join('')
        .trimEnd(),
    ),
    ['› 文件.c', '  🚀 go'],
  );
});
