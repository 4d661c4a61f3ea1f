// The page of what the machine looked for: a clean result says what looked, and what was found is one key away.
import assert from 'node:assert/strict';
import test from 'node:test';
import {agentStatus} from '../../../src/view/agent-status.ts';
import {dialogView} from '../../../src/view/dialog-view.ts';
import {pageView} from '../../../src/view/pages/page-view.ts';
import {spokenAfter} from '../../../src/view/spoken/spoken.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi, type OpenPage, type Ui} from '../../../src/view/ui.ts';
import {waitOfAll} from '../../../src/view/waits.ts';
import {T1} from '../../core/states.ts';
import {dismissesFound, examinedClean, examinedTree, examines, skipsChecks} from '../examination-story.ts';
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

test('s asks before it goes on without what is still looked for', () => {
  const {ui, acts} = pressed(examines, 'compiler', 's');
  assert.deepEqual([acts, ui.dialog?.kind], [[], 'confirmSkip']);
  const {state} = story(examines);
  assert.deepEqual(stepUi(ui, keyOf('enter'), facts({state})).acts, [
    {kind: 'command', command: {do: 'skipChecks', task: T1}},
  ]);
  const left = stepUi(ui, keyOf('escape'), facts({state}));
  assert.deepEqual([left.acts, left.ui.dialog?.kind === 'page' && left.ui.dialog.page], [[], 'examination']);
  assert.match(pressed(examinedTree, 'compiler', 's').ui.notice?.text ?? '', /Nothing is being looked for/);
});

test('what was skipped is named, and by whom', () => {
  assert.match(textOf(skipsChecks), /you skipped +leaks, parallel: 2 checks that nobody looked with/);
});

test('where every check found nothing, it says what looked, on which kernel and for how long', () => {
  assert.match(
    textOf(examinedClean),
    /Nothing was found: compiler, checkpatch, smatch read its source; leaks, parallel ran it on the sanitizer kernel 6\.1\.158-sanitizer; 2 min in all\./,
  );
});

test('what was found is counted as it stands', () => {
  assert.match(textOf(examinedTree), /2 findings: 2 open, not blocking; 3 more are left out/);
  assert.match(textOf(dismissesFound), /2 findings: 1 open, not blocking, 1 dismissed by you; 3 more/);
});

test('d asks for a reason, and u takes it back', () => {
  const asked = pressed(examinedTree, 'allocations / K2', 'd').ui;
  assert.ok(asked.dialog?.kind === 'text');
  assert.deepEqual(asked.dialog.purpose, {kind: 'dismiss', finding: 'K2'});
  const {state} = story(examinedTree);
  const typed = [...'held'].reduce((ui, key) => stepUi(ui, keyOf(key), facts({state})).ui, asked);
  assert.deepEqual(stepUi(typed, keyOf('enter'), facts({state})).acts, [
    {kind: 'command', command: {do: 'dismissFinding', finding: 'K2', why: 'held'}},
  ]);
  assert.deepEqual(pressed(dismissesFound, 'allocations / K2', 'u').acts, [
    {kind: 'command', command: {do: 'takeUpFinding', finding: 'K2'}},
  ]);
  assert.match(pressed(examinedTree, 'allocations / K2', 'u').ui.notice?.text ?? '', /K2 is not dismissed: it is open/);
  assert.match(pressed(dismissesFound, 'allocations / K2', 'd').ui.notice?.text ?? '', /K2 is dismissed already/);
  assert.match(pressed(examinedTree, 'allocations', 'd').ui.notice?.text ?? '', /No finding is selected/);
});

test('before it dismisses what ended a check, the question says what that costs', () => {
  const {live} = story(examinedTree);
  const asks = (finding: string): string => {
    const purpose = {kind: 'dismiss', finding: finding as never} as const;
    const dialog = {kind: 'text', purpose, edit: {text: '', at: 0}, strength: 'must'} as const;
    const {block} = dialogView(dialog, live, initialUi, {columns: 120, rows: 40}, unicodePen);
    return block.rows.map((row) => row.map(({text}) => text).join('')).join('\n');
  };
  assert.match(asks('K2'), /It ended the check "allocations": while it is there, nothing behind it/);
  assert.doesNotMatch(asks('K1'), /It ended the check/);
});

test('a dismissed finding shows the reason where it stands, and is not open', () => {
  assert.match(
    textOf(dismissesFound),
    /K2 +major, ringlog\.c:118, dismissed by you: [\s\S]*you said +misc_register keeps it/,
  );
  assert.match(textOf(dismissesFound), /allocations stopped, found K2, settled/);
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
    spoken.some((line) => /^checks: 3 checks of T1, 2 findings \(and 3 more\); 1 not run/.test(line)),
    spoken.join('\n'),
  );
});

test('a pause of all says that it waits for the checks', () => {
  const scenario = told('accepted');
  examines(scenario);
  assert.equal(waitOfAll(scenario.live.state), 'the checks of T1');
});
