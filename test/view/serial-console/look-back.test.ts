// Looking back: what is on the screen, and what keys make of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Key} from '../../../src/view/keys.ts';
import {
  beginLookBack,
  type LookBack,
  lookBackAt,
  lookBackRows,
  stepLookBack,
} from '../../../src/view/serial-console/look-back.ts';
import {openScrollback} from '../../../src/view/serial-console/scrollback.ts';

const screen = {columns: 20, rows: 5, width: (text: string) => text.length};

function thirty() {
  const scrollback = openScrollback();
  for (let line = 1; line <= 30; line++) scrollback.take(line === 12 ? 'BUG: here\n' : `line ${line}\n`);
  return scrollback;
}

function shown(look: LookBack, lines = thirty()): readonly string[] {
  return lookBackRows(look, lines, screen).map((row) => row.map(({text}) => text).join(''));
}

const keysOf = (text: string): readonly Key[] => [...text].map((char) => ({name: 'char', char}));

function after(look: LookBack, keys: readonly Key[], lines = thirty()): LookBack | null {
  let now: LookBack | null = look;
  for (const key of keys) now = now === null ? null : stepLookBack(now, key, lines, screen);
  return now;
}

const begun = beginLookBack(thirty());

function check(keys: readonly Key[], expected: readonly string[]): void {
  const look = after(begun, keys);
  assert.ok(look !== null);
  assert.deepEqual(shown(look).slice(0, 4), expected);
}

const esc: Key = {name: 'escape'};
const enter: Key = {name: 'enter'};

test('it begins at the end, with the search open', () => {
  check([], ['line 27', 'line 28', 'line 29', 'line 30']);
  assert.equal(shown(begun)[4], '/');
});
test('what is searched is put in the middle', () =>
  check([...keysOf('bug'), enter], ['line 11', 'BUG: here', 'line 13', 'line 14']));
test('lines and pages', () => {
  check([esc, {name: 'up'}], ['line 26', 'line 27', 'line 28', 'line 29']);
  check([esc, {name: 'pageUp'}], ['line 24', 'line 25', 'line 26', 'line 27']);
});
test('it goes no further than the first line and the last', () => {
  check([esc, ...keysOf('gk')], ['line 1', 'line 2', 'line 3', 'line 4']);
  check([esc, ...keysOf('gGj')], ['line 27', 'line 28', 'line 29', 'line 30']);
});
test('n goes on backwards, N comes back', () => {
  check([...keysOf('line 2'), enter, ...keysOf('n')], ['line 27', 'line 28', 'line 29', 'line 30']);
  check([...keysOf('line 1'), enter, ...keysOf('nnn')], ['line 15', 'line 16', 'line 17', 'line 18']);
  check([...keysOf('line 1'), enter, ...keysOf('nnnN')], ['line 16', 'line 17', 'line 18', 'line 19']);
});
test('what is not there is said, and nothing moves', () => {
  const look = after(begun, [...keysOf('zebra'), enter]);
  assert.ok(look !== null);
  assert.match(shown(look)[4] ?? '', /^ line 30 of 30: "z/);
});
test('q, Esc and ctrl-c end it', () => {
  assert.equal(after(begun, [esc, ...keysOf('q')]), null);
  assert.equal(after(begun, [esc, esc]), null);
  assert.equal(after(begun, [{name: 'ctrl', char: 'c'}]), null);
});
test('a crash is shown in the middle', () => {
  assert.deepEqual(shown(lookBackAt(12, thirty(), screen)).slice(0, 4), ['line 11', 'BUG: here', 'line 13', 'line 14']);
});
test('a long line takes several rows, and nothing in it reaches the terminal', () => {
  const lines = openScrollback();
  lines.take(`short\n${'a'.repeat(25)}\x1b[2J\x07\n`);
  assert.deepEqual(shown(beginLookBack(lines), lines).slice(0, 4), ['short', 'a'.repeat(20), 'aaaaa', '']);
});
test('a console that said nothing can be looked at', () => {
  const empty = openScrollback();
  assert.deepEqual(shown(beginLookBack(empty), empty), ['', '', '', '', '/']);
  assert.ok(after(beginLookBack(empty), [esc, ...keysOf('gGnN'), {name: 'pageUp'}, {name: 'up'}], empty) !== null);
});
