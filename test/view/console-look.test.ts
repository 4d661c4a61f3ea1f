import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type ConsoleFilter,
  countWords,
  findCrash,
  findWords,
  plainLook,
  shownLines,
} from '../../src/view/console-look.ts';
import {stampText} from '../../src/view/console-stamp.ts';
import {emptyConsole, takeConsole} from '../../src/view/console-view.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../src/view/ui.ts';
import {keyOf} from './key-of.ts';
import {facts} from './uis.ts';

const text = `[    0.000000] Linux version 6.1.0
[    1.500000] ringlog: loaded
hello from a program
<4>[    2.000000] ringlog: low on memory
<6>[    2.250000] ringlog: size 4096
[    4.301990] BUG: kernel NULL pointer dereference, address: 0000000000000010
[    4.302144] RIP: 0010:ringlog_read+0x81/0x140 [ringlog]
[    4.303355] ---[ end trace 0000000000000000 ]---
[    5.000000] ringlog: unloaded
[    6.000000] BUG: unable to handle page fault for address: ffffffffc0000000
[    6.000100] ---[ end trace 0000000000000000 ]---
~ # `;
const view = takeConsole(emptyConsole, text, 0, 1_000);

function check(filter: ConsoleFilter, expected: readonly number[]): void {
  assert.deepEqual(
    [...shownLines(view, filter, 0, 1)].map(({number}) => number),
    expected,
  );
  assert.deepEqual(
    [...shownLines(view, filter, view.total, -1)].map(({number}) => number),
    expected.toReversed(),
  );
}

test('all of it, the unfinished line too', () => check('all', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
test("the kernel's lines alone", () => check('kernel', [0, 1, 3, 4, 5, 6, 7, 8, 9, 10]));
test('crash reports, boots, and what the kernel calls a warning', () => check('complaints', [0, 3, 5, 6, 7, 9, 10]));
test('what programs wrote', () => check('programs', [2, 11]));

test('lines are walked from any place, over the borders of chunks', () => {
  const long = takeConsole(emptyConsole, Array.from({length: 1_000}, (_, index) => `line ${index}\n`).join(''), 0);
  for (const from of [0, 1, 249, 250, 251, 777, 999]) {
    const [down] = shownLines(long, 'all', from, 1);
    const [up] = shownLines(long, 'all', from, -1);
    assert.deepEqual([down?.line.text, up?.line.text], [`line ${from}`, `line ${from}`]);
  }
  assert.equal([...shownLines(long, 'all', 500, -1)].length, 501);
});

test('words are found upwards and downwards, and capitals matter only where they are written', () => {
  assert.equal(findWords(view, plainLook, 'ringlog', view.total, -1), 8);
  assert.equal(findWords(view, plainLook, 'ringlog', 2, 1), 3);
  assert.equal(findWords(view, plainLook, 'bug', 0, 1), 5);
  assert.equal(findWords(view, plainLook, 'Bug', 0, 1), null);
  assert.equal(findWords(view, {filter: 'programs'}, 'ringlog', 0, 1), null);
});

test('found lines are counted, and which of them is looked at', () => {
  const search = {words: 'ringlog', line: 4};
  assert.deepEqual(countWords(view, {...plainLook, search}), {place: 3, total: 5 + 0});
  assert.deepEqual(countWords(view, {...plainLook, filter: 'complaints', search}), {place: 1, total: 2});
  assert.deepEqual(countWords(view, {...plainLook, search: {words: 'x11', line: null}}), {place: 0, total: 0});
});

test('the beginnings of crash reports are gone to, in both ways', () => {
  assert.equal(findCrash(view, 0, 1), 5);
  assert.equal(findCrash(view, 6, 1), 9);
  assert.equal(findCrash(view, 10, 1), null);
  assert.equal(findCrash(view, view.total, -1), 9);
  assert.equal(findCrash(view, 8, -1), 5);
  assert.equal(findCrash(view, 4, -1), null);
});

test('times: since boot, of day, between lines', () => {
  const [boot, loaded, program] = [...shownLines(view, 'all', 0, 1)].map(({line}) => line);
  assert.ok(boot && loaded && program);
  assert.equal(stampText(loaded, boot, 'boot', 0), '1.500000');
  assert.equal(stampText(loaded, boot, 'between', 0), '+1.500000');
  assert.equal(stampText(program, {...loaded, atMs: 250}, 'between', 0), '+0.750000');
  assert.equal(stampText(boot, null, 'between', 0), '');
  assert.equal(stampText({...boot, atMs: 3_661_042}, null, 'clock', 3_600_000), '02:01:01.042');
  assert.equal(stampText({...boot, atMs: null}, null, 'clock', 0), '');
});

function pressed(keys: readonly string[], from: Ui = initialUi): Ui {
  const extents = {...facts().extents, target: {from: 0, to: view.total, first: 0, total: view.total, follows: true}};
  return keys.reduce((ui, key) => stepUi(ui, keyOf(key), facts({console: view, extents})).ui, from);
}

test('a search goes to the newest line, n further up, N back down', () => {
  const found = pressed(['/', ...'ringlog', 'enter']);
  assert.deepEqual(found.look.search, {words: 'ringlog', line: 8});
  assert.deepEqual([found.focus, found.scroll.target], ['target', {kind: 'top', line: 5}]);
  assert.equal(pressed(['n'], found).look.search?.line, 6);
  assert.equal(pressed(['n', 'n', 'N'], found).look.search?.line, 6);
  assert.match(pressed(['N'], found).notice?.text ?? '', /not there further down/);
  assert.equal(pressed(['escape'], found).look.search, null);
});

test('whoever follows the console again searches no more, and n goes on with the words', () => {
  const found = pressed(['/', ...'ringlog', 'enter']);
  const over = pressed(['end'], found);
  assert.deepEqual(over.look.search, {words: 'ringlog', line: null});
  assert.equal(pressed(['i'], found).look.search?.line, null);
  assert.equal(pressed(['n'], over).look.search?.line, 8);
});

test('an empty search is that of before, and what is not there is said', () => {
  const found = pressed(['/', ...'size', 'enter', '/', 'enter']);
  assert.equal(found.look.search?.words, 'size');
  assert.match(pressed(['/', ...'nowhere', 'enter']).notice?.text ?? '', /"nowhere" is not on the console/);
  assert.match(pressed(['n']).notice?.text ?? '', /Nothing is searched yet/);
});

test('brackets go from crash to crash', () => {
  assert.deepEqual(pressed(['[']).scroll.target, {kind: 'top', line: 6});
  assert.match(pressed([']']).notice?.text ?? '', /No crash/);
});

test('the filter leaves whoever had stopped at a line there, and whoever follows goes on following', () => {
  const stopped = pressed(['[']).scroll.target;
  assert.deepEqual(pressed(['[', 'l']).scroll.target, stopped);
  assert.deepEqual(pressed(['l']).scroll.target, {kind: 'follow'});
});

test('the filter and the times go round', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((times) => pressed(new Array<string>(times).fill('l')).look.filter),
    ['kernel', 'complaints', 'programs', 'all'],
  );
  assert.deepEqual(
    [1, 2, 3].map((times) => pressed(new Array<string>(times).fill('d')).look.stamps),
    ['clock', 'between', 'boot'],
  );
});
