import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../components/cell-width.ts';
import {type Copied, copiedOf, crashOf} from '../../src/view/copied.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi} from '../../src/view/ui.ts';
import {factsOf, penOf, viewOf} from '../../src/view/view-model.ts';
import {keyOf} from '../view/key-of.ts';
import {type Stage, told} from '../view/story.ts';

const options = {unicode: true, width: cellWidth};

function copied(stage: Stage, keys: readonly string[]): Copied | null {
  const {live, nowMs} = told(stage);
  const size = {columns: 120, rows: 40};
  let ui = initialUi;
  let view = viewOf(live, ui, size, nowMs, options);
  for (const key of keys) {
    ui = stepUi(ui, keyOf(key), factsOf(live, view, nowMs)).ui;
    view = viewOf(live, ui, size, nowMs, options);
  }
  return copiedOf(view, live, ui, penOf(live, nowMs, options));
}

test('of a pane its rows are copied, without the frame and what stands beside it', () => {
  const text = copied('crash', ['5'])?.text ?? '';
  assert.match(text, /Kernel panic - not syncing/);
  assert.doesNotMatch(text, /[│╭╰]|FOLLOW/);
  const planner = copied('accepted', ['2'])?.text ?? '';
  assert.doesNotMatch(planner, /[│╭╰]/);
  assert.ok(planner.split('\n').every((line) => line.length <= 60));
});

test('of a page the selected item is copied whole', () => {
  const first = copied('accepted', ['F'])?.text ?? '';
  const second = copied('accepted', ['F', 'down'])?.text ?? '';
  assert.notEqual(first, second);
  assert.match(copied('accepted', ['F'])?.what ?? '', /selected of the findings/);
});

test('of what is open its rows are copied', () => {
  const {what, text} = copied('working', ['?']) ?? {what: '', text: ''};
  assert.equal(what, 'what is open');
  assert.match(text, /^1 2 3 4 +go to the Scheduler/);
});

test('the newest crash is copied from anywhere', () => {
  const {live, nowMs} = told('crash');
  assert.match(crashOf(live, penOf(live, nowMs, options))?.text ?? '', /BUG|Oops|ringlog/);
});
