// The page of what the machine looked for: a clean result says what looked, and what was found is one key away.
import assert from 'node:assert/strict';
import test from 'node:test';
import {agentStatus} from '../../../src/view/agent-status.ts';
import {pageView} from '../../../src/view/pages/page-view.ts';
import {spokenAfter} from '../../../src/view/spoken/spoken.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type OpenPage, type Ui} from '../../../src/view/ui.ts';
import {waitOfAll} from '../../../src/view/waits.ts';
import {T1} from '../../core/states.ts';
import {examinedTree, examines} from '../examination-story.ts';
import {keyOf} from '../key-of.ts';
import {unicodePen} from '../pens.ts';
import {told} from '../story.ts';
import {secondTree} from '../story-pieces.ts';
import {facts} from '../uis.ts';

const open: OpenPage = {kind: 'page', page: 'examination', selected: null, scroll: null};

function story(of: typeof examines) {
  const scenario = told('crash');
  const before = scenario.live.state;
  of(scenario);
  return {live: scenario.live, state: scenario.live.state, before};
}

function textOf(of: typeof examines): string {
  const {live} = story(of);
  const {block} = pageView(open, live, {columns: 160, rows: 60}, unicodePen);
  return block.rows.map((row) => row.map(({text}) => text).join('')).join('\n');
}

function pressed(of: typeof examines, check: string, key: string) {
  const {state} = story(of);
  const selected = [T1, secondTree, check].join(' / ');
  const ui: Ui = {...initialUi, dialog: {...open, selected}};
  const items = [{key: selected, from: 0, to: 1}];
  return stepUi(ui, keyOf(key), facts({state, dialogExtent: {total: 1, height: 1, items}}));
}

test('a check that found nothing says what looked and at what', () => {
  const text = textOf(examinedTree);
  assert.match(text, /compiler +found nothing +2\.7 s/);
  assert.match(text, /by +gcc 12\.2\.0/);
  assert.match(text, /looked at +the module compiled and linked at W=1/);
  assert.match(text, /smatch +not run/);
  assert.doesNotMatch(text, /no leaks|is clean/);
});

test('without a kernel that notices it says what nobody looks for, and what would', () => {
  assert.match(textOf(examines), /Not looked for[\s\S]*KASAN[\s\S]*quarterdeck kernel build --profile sanitizer/);
  assert.doesNotMatch(textOf(examinedTree), /Not looked for/);
});

test('enter opens what the check found; where that is nothing, it says so', () => {
  const {ui} = pressed(examinedTree, 'allocations', 'enter');
  assert.ok(ui.dialog?.kind === 'page');
  assert.deepEqual([ui.dialog.page, ui.dialog.selected], ['findings', 'K2']);
  assert.match(pressed(examinedTree, 'compiler', 'enter').ui.notice?.text ?? '', /found nothing/);
});

test('s goes on without what is still looked for', () => {
  const [act] = pressed(examines, 'compiler', 's').acts;
  assert.deepEqual(act, {kind: 'command', command: {do: 'skipChecks', task: T1}});
  assert.match(pressed(examinedTree, 'compiler', 's').ui.notice?.text ?? '', /Nothing is being looked for/);
});

test("the Reviewer's pane says which check it waits for, and a screen reader hears what was found", () => {
  const scenario = told('crash');
  examines(scenario);
  assert.match(agentStatus(scenario.live, 'reviewer', unicodePen).text, /waits for checks: checkpatch \(2 of 3\)/);
  const {before, state} = story(examinedTree);
  const spoken = spokenAfter(before, state);
  assert.ok(
    spoken.some((line) => /^finding: allocations: major: 64 bytes/.test(line)),
    spoken.join('\n'),
  );
  assert.ok(
    spoken.some((line) => /^checks: 3 checks of T1, 5 findings; 1 not run/.test(line)),
    spoken.join('\n'),
  );
});

test('a pause of all says that it waits for the checks', () => {
  const scenario = told('accepted');
  examines(scenario);
  assert.equal(waitOfAll(scenario.live.state), 'the checks of T1');
});
