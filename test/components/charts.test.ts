import assert from 'node:assert/strict';
import test from 'node:test';
import {charts} from '../../components/charts.ts';

const {sparkline, gaugeCells, curve, bars} = charts;

const words = (rows: ReturnType<typeof curve>): readonly string[] =>
  rows.map((row) => row.map(({text}) => text).join(''));

/** The first test of the file: blessed is loaded by the first chart. */
test('charts leave the signals of the process alone', () => {
  const signals = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGWINCH', 'exit', 'uncaughtException'] as const;
  const counts = (): readonly number[] => signals.map((name) => process.listenerCount(name));
  const before = counts();
  sparkline([1, 2, 3], 20);
  assert.deepEqual(counts(), before);
});

test('a sparkline is as wide as asked, with its newest value at the right', () => {
  const drawn = sparkline([0, 1, 2, 3, 4, 5, 6, 7], 12);
  assert.equal([...drawn].length, 12);
  assert.match(drawn, /^ {4}▁.*█$/u);
});

test('a sparkline shows the newest values where there are more than fit', () => {
  assert.equal([...sparkline([9, ...new Array<number>(20).fill(0)], 10)].join(''), '▁'.repeat(10));
});

test('a gauge fills in proportion', () => {
  assert.equal(gaugeCells(0, 40), 0);
  assert.equal(gaugeCells(50, 40), 20);
  assert.equal(gaugeCells(100, 40), 40);
});

test('a curve has as many rows and cells as asked, and rises where its values do', () => {
  const rows = words(curve([0, 1, 2, 3], ['00:00', '00:05', '00:10', '00:15'], 60, 8));
  assert.deepEqual(
    rows.map((text) => [...text].length),
    new Array<number>(8).fill(60),
  );
  const topOf = (column: number): number => rows.findIndex((text) => /[\u2801-\u28ff]/.test([...text][column] ?? ''));
  assert.ok(topOf(40) < topOf(12), rows.join('\n'));
  assert.match(rows.at(-1) ?? '', /00:00.*00:05.*00:10/);
});

test('a bar has its value and its name below, and the newest ones stay', () => {
  const rows = bars([1, 2, 3, 4], ['B1', 'B2', 'B3', 'B4'], 21, 8);
  const text = words(rows).join('\n');
  assert.match(text, /2 +3 +4/);
  assert.match(text, /B2 +B3 +B4/);
  assert.doesNotMatch(text, /B1/);
  const heightAt = (cell: number): number =>
    rows.filter((row) => row.flatMap(({text: part, tone}) => [...part].map(() => tone))[cell] === 'bar').length;
  assert.ok(heightAt(15) > heightAt(1), `${heightAt(15)} and ${heightAt(1)}`);
});
