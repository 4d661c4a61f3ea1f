// What was said before the screen attached, put in front of what it holds.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {takeBefore, wantedBefore} from '../../src/view/console-before.ts';
import {countWords, findCrash, findWords, plainLook} from '../../src/view/console-look.ts';
import {
  type ConsoleView,
  consoleLines,
  consoleLinesMax,
  emptyConsole,
  takeConsole,
} from '../../src/view/console-view.ts';

const attachedAt = (fromByte: number): ConsoleView => ({...emptyConsole, firstByte: fromByte, nextByte: fromByte});
const linesOf = (view: ConsoleView) => consoleLines(view, view.total - view.held, view.total);

const said = [
  '[    0.000000] Linux version 6.1\n',
  'plain\n',
  '[    2.000000] BUG: kernel NULL pointer dereference, address: 0\n',
  '[    2.000001] ---[ end trace 0 ]---\n',
  '[    3.000000] \x1b[31mwords\n',
];

test('whatever place a screen attached at, it has what one has that was there from the beginning', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...said), {maxLength: 30}), fc.nat(30), fc.nat(30), (lines, one, other) => {
      const [first, second] = [Math.min(one, other, lines.length), Math.min(Math.max(one, other), lines.length)];
      const text = (from: number, to?: number): string => lines.slice(from, to).join('');
      const [a, b, c] = [0, text(0, first).length, text(0, second).length];
      const end = text(0).length;
      let view = takeConsole(attachedAt(c), text(second), end);
      if (wantedBefore(view) === c) view = takeBefore(view, text(first, second), b, c);
      if (wantedBefore(view) === b) view = takeBefore(view, text(0, first), a, b);
      const whole = takeConsole(attachedAt(0), text(0), end);
      const newest = view.tags.kernel;
      const counted = linesOf(view).map((line) => ({...line, kernel: line.kernel - newest + whole.tags.kernel}));
      // Where an empty piece was asked for, nothing more is.
      if (view.held === whole.held) assert.deepEqual(bare(counted), bare(linesOf(whole)));
      else assert.ok(b === c || first === 0);
    }),
  );
});

/** A report that was cut in two by where the screen attached is known in its first part alone. */
const bare = (lines: ReturnType<typeof linesOf>) =>
  lines.map(({text, stamp, kernel, tones}) => ({text, stamp, kernel, tones}));

test('a line keeps its number, and those in front of it are found', () => {
  const view = takeConsole(attachedAt(100), 'newer\nnewest\n', 113);
  const full = takeBefore(view, 'oldest words\n[    2.000000] BUG: bad\n', 67, 100);
  assert.deepEqual(consoleLines(full, 0, 2), consoleLines(view, 0, 2));
  assert.deepEqual([full.total, full.held, full.firstByte], [2, 4, 67]);
  assert.equal(findWords(full, plainLook, 'oldest', 1, -1), -2);
  assert.equal(findCrash(full, 1, -1), -1);
  const look = {...plainLook, search: {words: 'oldest', line: -2}};
  assert.deepEqual(countWords(full, look), {place: 1, total: 1});
});

test('the ring’s worth is taken, the newest of it, and then no more is wanted', () => {
  const view = takeConsole(attachedAt(5_000_000), 'newest\n', 5_000_007);
  const text = Array.from({length: consoleLinesMax + 10}, (_, index) => `line ${index}\n`).join('');
  const full = takeBefore(view, text, 1000, 5_000_000);
  assert.equal(full.held, consoleLinesMax);
  assert.equal(wantedBefore(full), null);
  assert.equal(linesOf(full)[0]?.text, 'line 11');
  assert.equal(linesOf(full).at(-2)?.text, `line ${consoleLinesMax + 9}`);
});

test('an answer to what was not asked changes nothing, and an empty one ends the asking', () => {
  const view = takeConsole(attachedAt(100), 'x\n', 102);
  assert.equal(takeBefore(view, 'y\n', 48, 50), view);
  assert.equal(wantedBefore(takeBefore(view, '', 100, 100)), null);
  assert.equal(wantedBefore(view), 100);
  assert.equal(wantedBefore(attachedAt(0)), null);
});
