// On a page, / leaves what has the words.
import assert from 'node:assert/strict';
import test from 'node:test';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {factsOf, viewOf} from '../../../src/view/view-model.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';

const {live, nowMs} = told('accepted');

function walked(keys: readonly string[]) {
  let ui: Ui = initialUi;
  const view = () => viewOf(live, ui, {columns: 100, rows: 30}, nowMs, {unicode: true, width: (text) => text.length});
  for (const key of keys) ui = stepUi(ui, keyOf(key), factsOf(live, view(), nowMs)).ui;
  const {dialogExtent, ...shown} = view();
  const text = shown.kind === 'deck' ? shown.lines.map((row) => row.map((span) => span.text).join('')).join('\n') : '';
  return {ui, count: dialogExtent?.items?.length ?? 0, text};
}

test('only what has the words is there, until nothing is searched', () => {
  const all = walked(['J']).count;
  const some = walked(['J', '/', ...'panicked', 'enter']);
  assert.ok(some.count > 0 && some.count < all);
  assert.match(some.text, /\/panicked/);
  assert.equal(walked(['J', '/', ...'panicked', 'enter', '/', 'enter']).count, all);
});

test('what a line has no room for, or a call folds away, is found too', () => {
  assert.equal(walked(['J', '/', ...'panics 1', 'enter']).count, 1);
  assert.equal(walked(['3', 'o', 'enter', '/', ...'build id 7c1d', 'enter']).count, 1);
});

test('capitals count where there are some', () => {
  assert.ok(walked(['x', '/', ...'null pointer', 'enter']).count > 0);
  assert.equal(walked(['x', '/', ...'Null Pointer', 'enter']).count, 0);
});

test('Esc comes back to the page as it was, and where nothing is left the page says so', () => {
  assert.deepEqual(walked(['F', 'down', '/', ...'zz', 'escape']).ui.dialog, walked(['F', 'down']).ui.dialog);
  assert.match(walked(['F', '/', ...'zz', 'enter']).text, /Nothing here has "zz"/);
});
