import assert from 'node:assert/strict';
import test from 'node:test';
import type {MarkKind, State} from '../../../src/core/state.ts';
import {crashKey} from '../../../src/view/pages/crashes-page.ts';
import type {PageId} from '../../../src/view/pages/page-ids.ts';
import {timeLinePage} from '../../../src/view/pages/time-line-page.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../../src/view/ui.ts';
import {keyOf} from '../key-of.ts';
import {told} from '../story.ts';
import {facts} from '../uis.ts';

const {state} = told('accepted').live;

/** Opens the time line with the newest mark of the kind selected, and presses enter. */
function opened(kind: MarkKind, given: State = state): Ui {
  const mark = given.marks.findLast((candidate) => candidate.kind === kind);
  assert.ok(mark, `the story has a mark of kind ${kind}`);
  const ui: Ui = {...initialUi, dialog: {kind: 'page', page: 'timeLine', selected: String(mark.seq), scroll: null}};
  const items = [{key: String(mark.seq), from: 0, to: 1}];
  return stepUi(ui, keyOf('enter'), facts({state: given, dialogExtent: {total: 1, height: 1, items}})).ui;
}

function check(kind: MarkKind, page: PageId, selected: string | null): void {
  const {dialog} = opened(kind);
  assert.ok(dialog?.kind === 'page');
  assert.deepEqual([dialog.page, dialog.selected], [page, selected]);
}

test('a build and a run open on their page', () => {
  check('build', 'builds', state.builds.at(-1)?.id ?? '');
  check('accepted', 'builds', state.runs.at(-1)?.id ?? '');
});
test('a commit opens its task', () => check('commit', 'tasks', 'T2'));
test('a panic, and what came back from it, open the crash', () => {
  const [crash] = state.target.crashes;
  assert.ok(crash);
  check('panic', 'crashes', crashKey(crash));
  check('harvest', 'crashes', crashKey(crash));
});
test('closing what was opened leads back to the time line, and then to the deck', () => {
  const back = stepUi(opened('build'), keyOf('escape'), facts()).ui;
  assert.equal(back.dialog?.kind === 'page' ? back.dialog.page : null, 'timeLine');
  assert.equal(stepUi(back, keyOf('escape'), facts()).ui.dialog, null);
});
test('where nothing lies behind the words, that is said', () => {
  const {dialog, notice} = opened('end');
  assert.equal(dialog?.kind === 'page' ? dialog.page : null, 'timeLine');
  assert.match(notice?.text ?? '', /no more to it/);
});
test('the newest point stands first', () => {
  assert.equal(state.marks.at(-1)?.kind, 'end');
  assert.ok(timeLinePage.title(told('accepted').live).includes(String(state.marks.length)));
});

test('g looks at the selected moment', () => {
  const {state} = told('accepted').live;
  const mark = state.marks.at(-3);
  assert.ok(mark);
  const page: Ui = {...initialUi, dialog: {kind: 'page', page: 'timeLine', selected: String(mark.seq), scroll: 0}};
  const items = [{key: String(mark.seq), from: 0, to: 1}];
  const given = facts({state, dialogExtent: {total: 1, height: 20, items}});
  const {ui} = stepUi(page, keyOf('g'), given);
  assert.deepEqual([ui.moment?.seq, ui.dialog], [mark.seq, null]);
});
