import assert from 'node:assert/strict';
import test from 'node:test';
import type {Key} from '../../../src/view/keys.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {keyOf} from '../key-of.ts';
import {facts} from '../uis.ts';

const given = facts({
  places: [
    {id: 'scheduler', place: {left: 0, top: 1, width: 60, height: 10}},
    {id: 'target', place: {left: 0, top: 11, width: 120, height: 20}},
  ],
});

const on: Ui = {...initialUi, mouse: true};

function point(ui: Ui, act: Extract<Key, {name: 'mouse'}>['act'], column: number, row: number): Ui {
  return stepUi(ui, {name: 'mouse', act, column, row}, given).ui;
}

test('a click focuses the pane under it', () => {
  assert.equal(point(on, 'press', 59, 10).focus, 'scheduler');
  assert.equal(point(on, 'press', 119, 11).focus, 'target');
  assert.equal(point(on, 'press', 60, 5).focus, 'executor');
});

test('the wheel scrolls what lies under it, without the focus', () => {
  const ui = point(on, 'wheelUp', 3, 20);
  assert.equal(ui.focus, 'executor');
  assert.deepEqual(ui.scroll.target, {kind: 'top', line: 37});
  assert.deepEqual(point(on, 'wheelDown', 3, 3).scroll.scheduler, {kind: 'bottom', line: 62});
});

test('the wheel scrolls what is open, and a click behind it does nothing', () => {
  const open = stepUi(on, keyOf('?'), given).ui;
  assert.deepEqual(point(open, 'wheelDown', 3, 3).dialog, {kind: 'help', scroll: 3});
  assert.equal(point(open, 'press', 119, 11).focus, 'executor');
});

test('a mouse that is off does nothing, and m turns it on and off', () => {
  assert.equal(point(initialUi, 'press', 0, 1).focus, 'executor');
  const turned = stepUi(initialUi, keyOf('m'), given).ui;
  assert.equal(turned.mouse, true);
  assert.equal(stepUi(turned, keyOf('m'), given).ui.mouse, false);
});
