import assert from 'node:assert/strict';
import test from 'node:test';
import type {ScrollStep} from '../../../src/view/bindings.ts';
import {movedOn, selectedKey} from '../../../src/view/pages/step-page.ts';
import type {Dialog} from '../../../src/view/ui.ts';

type OpenPage = Extract<Dialog, {kind: 'page'}>;

/** Ten rows are visible: a heading, three short items, a long one, a short one. */
const extent = {
  total: 41,
  height: 10,
  items: [
    {key: 'a', from: 1, to: 4},
    {key: 'b', from: 4, to: 8},
    {key: 'c', from: 8, to: 12},
    {key: 'long', from: 12, to: 37},
    {key: 'z', from: 37, to: 41},
  ],
};

/** Where the keys lead from the beginning: the selected item and the row at the top. */
function check(steps: readonly ScrollStep[], selected: string, scroll: number): void {
  const start: OpenPage = {kind: 'page', page: 'tasks', selected: null, scroll: 0};
  const page = steps.reduce((before, step) => movedOn(before, extent, step), start);
  assert.deepEqual([selectedKey(page, extent), page.scroll], [selected, scroll], steps.join(' '));
}

const times = (count: number, step: ScrollStep): readonly ScrollStep[] => Array.from({length: count}, () => step);

test('the first item is selected, and a line is an item', () => {
  check([], 'a', 0);
  check(['lineDown'], 'b', 0);
  check(['lineDown', 'lineUp'], 'a', 0);
});

test('no more is scrolled than shows the item', () => check(['lineDown', 'lineDown'], 'c', 2));

test('an item that is higher than the screen is read to its end before the next', () => {
  check(times(3, 'lineDown'), 'long', 12);
  check(times(4, 'lineDown'), 'long', 13);
  check(times(18, 'lineDown'), 'long', 27);
  check(times(19, 'lineDown'), 'z', 31);
  check([...times(19, 'lineDown'), 'lineUp'], 'long', 27);
});

test('pages, the first and the last', () => {
  check(['pageDown'], 'long', 9);
  check(['last'], 'z', 31);
  check(['last', 'pageDown'], 'z', 31);
  check(['last', 'first'], 'a', 0);
  check(['pageDown', 'pageUp'], 'a', 0);
});

test('what was selected and is gone gives way to the first', () => {
  const gone: OpenPage = {kind: 'page', page: 'tasks', selected: 'x', scroll: 0};
  assert.equal(selectedKey(gone, extent), 'a');
  assert.equal(selectedKey(gone, {total: 0, height: 10}), null);
});

test('a page with nothing to select is scrolled', () => {
  const page: OpenPage = {kind: 'page', page: 'tasks', selected: null, scroll: 0};
  assert.deepEqual(movedOn(page, {total: 30, height: 10, items: []}, 'lineDown'), {...page, scroll: 1});
  assert.deepEqual(movedOn(page, null, 'lineDown'), page);
});
