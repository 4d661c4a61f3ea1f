import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {buildId, runId} from '../../src/core/ids.ts';
import {mendedOf} from '../../src/core/mended.ts';
import {crashed, created, notAccepted, otherTree, report, started, stateOf, T1, T2, tree} from './states.ts';

const built = (ordinal: number, elfBuildId: string, task = T1): readonly Event[] => {
  const build = buildId(ordinal);
  const result = {kind: 'built', koPath: `/builds/${elfBuildId}.ko`, elfBuildId} as const;
  return [
    {type: 'build.started', build, task, call: 'c' as never},
    {type: 'build.finished', build, tree, result, diagnostics: [], durationMs: 1},
  ];
};
const begun = (ordinal: number, build: number, task = T1): Event => ({
  ...{type: 'run.started', run: runId(ordinal), task, build: buildId(build), tree: otherTree, acceptance: 'accept'},
});
const ended = (ordinal: number, change: Partial<Extract<Event, {type: 'run.finished'}>> = {}): Event => ({
  ...{type: 'run.finished', run: runId(ordinal), verdict: crashed, reports: [], durationMs: 1},
  ...change,
});
const old = [started(), created(), ...built(1, 'aa'), begun(1, 1), ended(1), ...built(2, 'bb')] as const;
const mended = {koPath: '/builds/aa.ko', elfBuildId: 'aa', acceptance: 'accept', how: 'panicked', title: 'it panicked'};

function check(name: string, run: number, events: readonly Event[], expected: unknown): void {
  test(name, () => assert.deepEqual(mendedOf(stateOf(...events), runId(run)), expected));
}

check('another build after a crash', 2, [...old, begun(2, 2)], mended);
check('the very same build again', 2, [...old, begun(2, 1)], null);
check('nothing crashed', 1, [started(), created(), ...built(1, 'aa'), begun(1, 1)], null);
check(
  'the title is that of the report',
  2,
  [...old.slice(0, 4), begun(1, 1), ended(1, {reports: [report]}), ...built(2, 'bb'), begun(2, 2)],
  {
    ...mended,
    title: report.title,
  },
);
check(
  'a run in between that said nothing of it',
  3,
  [...old, begun(2, 2), ended(2, {verdict: notAccepted}), begun(3, 2)],
  mended,
);
const seen = {title: 'it panicked', tries: 1, seen: 1};
check(
  'it was asked already',
  3,
  [...old, begun(2, 2), ended(2, {verdict: notAccepted, reproduction: seen}), begun(3, 2)],
  null,
);
check(
  'a crash of the next build is a new one to mend',
  3,
  [...old, begun(2, 2), ended(2, {reproduction: seen}), ...built(3, 'cc'), begun(3, 3)],
  {...mended, koPath: '/builds/bb.ko', elfBuildId: 'bb'},
);
check("another task's crash is not this one's", 2, [...old, created(T2), begun(2, 2, T2)], null);

test('what a run was seen to reproduce is kept with it, and no crash is counted for it', () => {
  const state = stateOf(
    ...old,
    begun(2, 2),
    ended(2, {verdict: {kind: 'accepted'}, reproduction: seen, passes: {wanted: 4, made: 4, last: 'booted'}}),
  );
  assert.deepEqual(state.runs[1]?.reproduction, seen);
  assert.deepEqual(state.runs[1]?.passes, {wanted: 4, made: 4, last: 'booted'});
  assert.equal(state.tasks[0]?.crashes, 1);
});
