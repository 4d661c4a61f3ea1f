import assert from 'node:assert/strict';
import test from 'node:test';
import {charts} from '../../components/charts.ts';

const {sparkline, gaugeCells} = charts;

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
