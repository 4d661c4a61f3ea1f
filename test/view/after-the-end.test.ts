// What keys do when the session has ended: each that would ask it for something says so, and no words are lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import {questionId} from '../../src/core/ids.ts';
import type {KeyName} from '../../src/view/keys.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../src/view/ui.ts';
import {keyOf} from './key-of.ts';
import {told} from './story.ts';
import {facts, question} from './uis.ts';

const running = facts();
const ended = facts({state: told('accepted').live.state});
const press = (ui: Ui, keys: readonly KeyName[], given = ended) => {
  let step: ReturnType<typeof stepUi> = {ui, acts: []};
  for (const key of keys) step = stepUi(step.ui, keyOf(key), given);
  return step;
};

for (const key of ['r', 'c', 'R', 'P', 'S', 's', 'u', 'space', 'i'] as const) {
  test(`${key} says that the session has ended, and asks nothing of it`, () => {
    const {ui, acts} = press(initialUi, [key]);
    assert.equal(ui.notice?.text, 'the session has ended');
    assert.deepEqual([ui.dialog, acts], [null, []]);
  });
}

test('the budgets can be read still; granting says that the session has ended', () => {
  const {ui} = press(initialUi, ['b']);
  assert.equal(ui.dialog?.kind, 'page');
  assert.equal(press(ui, ['g']).ui.notice?.text, 'the session has ended');
});

test('words that are sent over the end stay, and are a draft', () => {
  const open = press(initialUi, ['r', ...'use a mutex'], running).ui;
  const {ui, acts} = press(open, ['enter']);
  assert.deepEqual([ui.dialog, acts], [open.dialog, []]);
  assert.equal(ui.notice?.text, 'the session has ended; your words were not sent');
  assert.deepEqual(Object.values(ui.drafts), [open.dialog]);
  assert.deepEqual(ui.sent, []);
});

test('so does an answer to a question that the end has settled', () => {
  const dialog = {
    kind: 'answer',
    question: {...question, id: questionId(1)},
    choice: 3,
    edit: {text: 'ask', at: 3},
  } as const;
  const {ui, acts} = press({...initialUi, dialog}, ['enter']);
  assert.deepEqual([ui.dialog, acts], [dialog, []]);
});

test('a reset that was about to be confirmed says so', () => {
  const {ui, acts} = press(press(initialUi, ['R'], running).ui, ['enter']);
  assert.equal(ui.notice?.text, 'the session has ended');
  assert.deepEqual(acts, []);
});
