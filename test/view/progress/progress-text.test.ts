import assert from 'node:assert/strict';
import test from 'node:test';
import type {Progress} from '../../../src/core/progress.ts';
import {glyphsOf} from '../../../src/view/glyphs.ts';
import {leftMs, type Pace, paced, rateOf} from '../../../src/view/progress/pace.ts';
import {progressText} from '../../../src/view/progress/progress-text.ts';

const fetching = (done: number): Progress => ({what: 'fetching', done, of: 80e6, unit: 'bytes'});

function paceAt(...told: readonly (readonly [atMs: number, progress: Progress])[]): Pace {
  const pace = told.reduce<Pace | null>((before, [atMs, progress]) => paced(before, progress, atMs), null);
  assert.ok(pace);
  return pace;
}

function check(pace: Pace, nowMs: number, expected: string, cells = 79, unicode = true): void {
  const text = progressText(pace, {cells, nowMs, glyphs: glyphsOf(unicode), width: (part) => part.length});
  assert.equal(text, expected);
}

test('bytes of how many, how fast, and what is left', () =>
  check(
    paceAt([0, fetching(0)], [4_000, fetching(20e6)]),
    4_000,
    'fetching ▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 20.0 MB of 80.0 MB · 5.0 MB/s · 12 s left',
  ));
test('in ASCII where there is nothing else', () =>
  check(paceAt([0, fetching(40e6)]), 0, 'fetching ##########.......... 40.0 MB of 80.0 MB', 79, false));
test('parts have no rate that a person would read', () =>
  check(
    paceAt(
      [0, {what: 'installing', done: 0, of: 10, unit: 'parts'}],
      [2_000, {what: 'installing', done: 5, of: 10, unit: 'parts'}],
    ),
    2_000,
    'installing ▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ 5 of 10 · 2.0 s left',
  ));
test('what can not be counted shows that it goes on', () =>
  check(paceAt([0, {what: 'unpacking', done: 0, of: 0, unit: 'parts'}]), 7_000, 'unpacking 7 s'));
test('where there is little room the figures go first, then the bar, and no line is longer', () => {
  const pace = paceAt([0, fetching(0)], [4_000, fetching(20e6)]);
  check(pace, 4_000, 'fetching ▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 20.0 MB of 80.0 MB', 50);
  check(pace, 4_000, 'fetching ▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱', 30);
  check(pace, 4_000, 'fetch…', 6);
});
test('a wait against the last time, and one that takes longer', () => {
  const pace = paceAt(
    [0, {what: 'booting', done: 0, of: 8, unit: 'seconds'}],
    [4_000, {what: 'booting', done: 4, of: 8, unit: 'seconds'}],
  );
  check(pace, 4_000, 'booting ▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ 4 of about 8 s');
  check(
    paced(pace, {what: 'booting', done: 8, of: 8, unit: 'seconds'}, 12_000),
    12_000,
    `booting ${'▰'.repeat(20)} 12 of about 8 s`,
  );
});
test('nothing is left of what is done', () =>
  check(
    paceAt([0, fetching(0)], [4_000, fetching(80e6)]),
    4_000,
    'fetching ▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰ 80.0 MB of 80.0 MB · 20.0 MB/s',
  ));

test('the rate is that of the last seconds, and of this stage alone', () => {
  const slowed = paceAt([0, fetching(0)], [1_000, fetching(50e6)], [12_000, fetching(51e6)], [14_000, fetching(53e6)]);
  assert.equal(rateOf(slowed, 14_000), 1e6);
  assert.equal(leftMs(slowed, 14_000), 27_000);
  const other = paced(slowed, {...fetching(10), what: 'unpacking'}, 15_000);
  assert.deepEqual([rateOf(other, 15_000), other.startedAtMs], [null, 15_000]);
  assert.equal(paced(slowed, fetching(1), 15_000).samples.length, 1, 'what begins again has no past');
});

test('what stands still has no time left that could be told, and samples are bounded', () => {
  assert.equal(leftMs(paceAt([0, fetching(5)], [3_000, fetching(5)]), 3_000), null);
  const many = paceAt(...Array.from({length: 1000}, (_, index) => [index, fetching(index)] as const));
  assert.ok(many.samples.length <= 64);
});
