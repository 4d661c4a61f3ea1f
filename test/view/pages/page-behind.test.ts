// What is asked about an item of a page is asked below the page: the item and its evidence stay in sight.
import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../../components/cell-width.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi} from '../../../src/view/ui.ts';
import {factsOf, type ViewModel, viewOf} from '../../../src/view/view-model.ts';
import {dismissesFound, examinedTree, examines} from '../examination-story.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';

function shown(of: typeof examines, keys: readonly string[], columns = 80, rows = 24): readonly string[] {
  const story = told('crash');
  of(story);
  let ui = initialUi;
  let view: ViewModel = viewOf(story.live, ui, {columns, rows}, story.nowMs, {unicode: true, width: cellWidth});
  for (const key of keys) {
    ui = stepUi(ui, keyOf(key), factsOf(story.live, view, story.nowMs)).ui;
    view = viewOf(story.live, ui, {columns, rows}, story.nowMs, {unicode: true, width: cellWidth});
  }
  assert.ok(view.kind === 'deck');
  return view.lines.map((row) => row.map(({text}) => text).join(''));
}

function check(screen: readonly string[], above: RegExp, below: RegExp): void {
  const box = screen.findIndex((row) => below.test(row));
  const item = screen.findIndex((row) => above.test(row));
  assert.ok(item > 0 && box > item, screen.join('\n'));
  assert.ok(
    screen.slice(0, box).every((row) => !row.includes('EXECUTOR')),
    'the panes are covered',
  );
}

test('while a person writes why a finding is none, the finding is there', () => {
  const screen = shown(examinedTree, ['F', 'd', ...'held']);
  check(screen, /K2 /, /Dismiss K2/);
  assert.ok(screen.some((row) => row.includes('held')));
});

test('it is there as well where it was not at the top of the page', () => {
  const first = shown(examinedTree, ['F', 'd']);
  const last = shown(examinedTree, ['F', 'end', 'd'], 80, 20);
  const asked = /Dismiss (K\d+)/.exec(last.join('\n'))?.[1] ?? 'none';
  assert.notEqual(asked, /Dismiss (K\d+)/.exec(first.join('\n'))?.[1]);
  check(last, new RegExp(`${asked} `), /Dismiss/);
});

test('the checks that are to be skipped stay in sight, and so does what is searched', () => {
  check(shown(examines, ['E', 's']), /sparse|compiler/, /Skip the checks of/);
  check(shown(dismissesFound, ['F', '/']), /K2 /, /Search findings/);
});

test('on the smallest screen a row of the page is left, and nothing is wider than the screen', () => {
  const screen = shown(examinedTree, ['F', 'd'], 60, 15);
  assert.equal(screen.length, 15);
  check(screen, /K2 /, /Dismiss K2/);
});
