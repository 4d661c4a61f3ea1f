import assert from 'node:assert/strict';
import test from 'node:test';
import type {Key} from '../../../src/view/keys.ts';
import type {PageId} from '../../../src/view/pages/page-ids.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {viewOf} from '../../../src/view/view-model.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';
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

test('a click on a tab focuses its pane', () => {
  const tabs = facts({tabPlaces: [{id: 'planner', place: {left: 10, top: 1, width: 8, height: 1}}]});
  const at = (column: number): Ui => stepUi(on, {name: 'mouse', act: 'press', column, row: 1}, tabs).ui;
  assert.equal(at(17).focus, 'planner');
  assert.equal(at(18).focus, 'executor');
});

test('tabs are clicked where they are drawn', () => {
  const {live, nowMs} = told('working');
  const options = {width: (text: string) => text.length, unicode: true};
  const view = viewOf(live, on, {columns: 80, rows: 24}, nowMs, options);
  assert.ok(view.kind === 'deck');
  const shown = view.tabPlaces.map(({place: {left, top, width}}) =>
    (view.lines[top] ?? [])
      .map(({text}) => text)
      .join('')
      .slice(left, left + width)
      .trim(),
  );
  assert.deepEqual(shown, ['1 Sched', '2 Plan', '3 Exec ▶', '4 Rev', '5 Target ●']);
});

const items = ['a', 'b', 'c'].map((key, at) => ({key, from: 2 * at, to: 2 * at + 2}));
const onPage = facts({dialogExtent: {total: 6, height: 20, items}});

function clicks(page: PageId, rows: readonly number[]): Ui['dialog'] {
  const open: Ui = {...on, dialog: {kind: 'page', page, selected: null, scroll: null}};
  return rows.reduce((ui, row) => stepUi(ui, {name: 'mouse', act: 'press', column: 9, row}, onPage).ui, open).dialog;
}

test('a click on a page selects the item under it, and one beside all items does nothing', () => {
  assert.deepEqual(clicks('findings', [4]), {kind: 'page', page: 'findings', selected: 'b', scroll: 0});
  assert.deepEqual(clicks('findings', [4, 15]), {kind: 'page', page: 'findings', selected: 'b', scroll: 0});
});

test('a second click is enter, but never where that asks something of the session', () => {
  const calls = clicks('calls', [4, 4]);
  assert.equal(calls?.kind === 'page' && calls.opened, 'b');
  assert.deepEqual(clicks('plans', [4, 4]), {kind: 'page', page: 'plans', selected: 'b', scroll: 0});
});
