import assert from 'node:assert/strict';
import test from 'node:test';
import type {LocatedReport} from '../../src/core/crash-source.ts';
import type {Run} from '../../src/core/entities.ts';
import {buildId, runId, taskId, treeHash} from '../../src/core/ids.ts';
import {withSourceOf} from '../../src/core/reproduced-source.ts';
import type {Frame} from '../../src/kernel/report.ts';

const frame: Frame = {symbol: 'ring_read', offset: 1, size: 9, module: 'ring', reliable: true};
const report = (atSeconds: number, moduleFrame = frame): LocatedReport => ({
  kind: 'oops',
  title: 'BUG in ring_read',
  moduleFrame,
  atSeconds,
  trace: [],
  lines: [],
  startLine: 1,
  endLine: 2,
  panicked: false,
  stacks: [],
});
const source = {places: [], excerpts: [], instructions: []};
const run = (startedAtMs: number, change: Partial<Run>): Run => ({
  id: runId(startedAtMs),
  task: taskId(1),
  build: buildId(1),
  tree: treeHash('a'.repeat(40)),
  acceptance: 'accept',
  trial: false,
  startedAtMs,
  durationMs: 100,
  reports: [],
  ...change,
});

const crashed = run(0, {reports: [{...report(5), source}]});
const shownAgain = run(1000, {reproduction: {title: 'BUG in ring_read', tries: 1, seen: 1}});

test('a crash that the old build was made to show has the places of when it crashed first', () =>
  assert.equal(withSourceOf(report(9), 1050, [crashed, shownAgain]).source, source));
test('a run tells its own', () => assert.equal(withSourceOf(report(5), 50, [crashed]).source, source));
test('another build’s crash at another place is not given them', () => {
  const other = report(9, {...frame, offset: 2});
  assert.equal(withSourceOf(other, 1050, [crashed, shownAgain]).source, undefined);
});
test('nor is a crash that came when nothing was tried again', () => {
  assert.equal(withSourceOf(report(9), 1050, [crashed, run(1000, {})]).source, undefined);
  assert.equal(withSourceOf(report(9), 1200, [crashed, shownAgain]).source, undefined);
});
