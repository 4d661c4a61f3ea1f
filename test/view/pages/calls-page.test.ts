// A call is a line until it is opened, and a line again when it is folded.
import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../../src/view/glyphs.ts';
import {callsPage} from '../../../src/view/pages/calls-page.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type OpenPage, type Ui} from '../../../src/view/ui.ts';
import {failedBuild} from '../failed-build.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';
import {facts} from '../uis.ts';

const pen = {width: (text: string) => text.length, glyphs: glyphsOf(false), nowMs: 0};
const story = told('accepted');
failedBuild(story);
const {live} = story;

function itemsOn(page: OpenPage) {
  return callsPage.items(live, 90, pen, page).map(({key, rows}) => ({
    key: key ?? '',
    text: rows
      .map((row) =>
        row
          .map(({text}) => text)
          .join('')
          .trimEnd(),
      )
      .join('\n'),
  }));
}

/** The page after keys that are pressed on it. */
function pressed(...keys: readonly string[]): OpenPage {
  let ui: Ui = stepUi({...initialUi, focus: 'executor'}, keyOf('o'), facts({state: live.state})).ui;
  for (const key of keys) {
    const page = ui.dialog;
    assert.ok(page?.kind === 'page');
    const items = itemsOn(page).map(({key: name}, from) => ({key: name, from, to: from + 1}));
    ui = stepUi(ui, keyOf(key), facts({state: live.state, dialogExtent: {total: 40, height: 20, items}})).ui;
  }
  assert.ok(ui.dialog?.kind === 'page');
  return ui.dialog;
}

const openOn = (page: OpenPage): readonly number[] =>
  itemsOn(page).flatMap(({text}, index) => (text.includes('\n') ? [index] : []));

test('the newest is opened first, with all that the compiler said', () => {
  assert.deepEqual(openOn(pressed()), [0]);
  assert.match(itemsOn(pressed())[0]?.text ?? '', /failed\n[\s\S]*\^~~~/);
});

test('enter folds what is open, and opens what is selected', () => {
  assert.deepEqual(openOn(pressed('enter')), []);
  assert.deepEqual(openOn(pressed('enter', 'enter')), [0]);
  assert.deepEqual(openOn(pressed('down', 'enter')), [1]);
  assert.deepEqual(openOn(pressed('down', 'enter', 'enter')), []);
});

test('a patch is shown as what it changed', () => {
  const text = itemsOn(pressed('down', 'enter'))[1]?.text ?? '';
  assert.match(text, /\+\s+return kfifo_len/);
  assert.doesNotMatch(text, /Begin Patch/);
});

test('the calls are those of the agent that was focused', () => {
  const {dialog} = stepUi({...initialUi, focus: 'planner'}, keyOf('o'), facts()).ui;
  assert.ok(dialog?.kind === 'page');
  assert.match(callsPage.title(live, dialog), /Calls of the Planner: 1 call,/);
});
