// What a check's word is worth: what it sees again stays the same finding, what it looked for and does not see any more is mended.
import assert from 'node:assert/strict';
import test from 'node:test';
import {doesBlock, findingsAfter} from '../../src/core/check-findings.ts';
import type {CheckFinding, CheckResult} from '../../src/core/examination.ts';
import type {Finding} from '../../src/core/finding.ts';
import {checkFindingId} from '../../src/core/ids.ts';
import {signOf} from '../../src/core/sign.ts';
import {leak, resultOf, unlock} from './examined-states.ts';
import {otherTree, report, T1, T2, tree} from './states.ts';

const look = (known: readonly Finding[], result: CheckResult, of = tree, task = T1) =>
  findingsAfter(known, {task, tree: of, result}, known.length + 1);

const seen = (...findings: readonly CheckFinding[]): readonly Finding[] =>
  look([], resultOf('sparse', ...findings)).fresh;

/** What is known after the check has looked again: each finding's id, state and tree. */
function again(
  what: string,
  known: readonly Finding[],
  result: CheckResult,
  expected: readonly string[],
  of = otherTree,
): void {
  test(what, () => {
    const {findings, fresh} = look(known, result, of);
    const said = [...findings, ...fresh].map(
      ({id, state, tree: at}) => `${id} ${state} ${at === tree ? 'old' : 'new'}`,
    );
    assert.deepEqual(said, expected);
  });
}

again('it is seen again in a newer tree, at another line', seen(unlock), resultOf('sparse', {...unlock, line: 44}), [
  'K1 open new',
]);
again('it is looked for and not seen any more', seen(unlock), resultOf('sparse'), ['K1 mended old']);
again('the same tree mends nothing', seen(unlock), resultOf('sparse'), ['K1 open old'], tree);
again('another check mends nothing', seen(unlock), resultOf('checkpatch'), ['K1 open old']);
again(
  'a check that did not come to its end mends nothing',
  seen(unlock),
  {...resultOf('sparse'), end: {kind: 'stopped', why: 'the deadline'}},
  ['K1 open old'],
);
again(
  'nor does one that was not run',
  seen(unlock),
  {...resultOf('sparse'), end: {kind: 'notRun', why: 'it is not installed'}},
  ['K1 open old'],
);
again(
  'what it had no time to look for is not mended',
  seen(unlock, {...leak, file: 'a.c'}),
  {...resultOf('sparse'), end: {kind: 'finished', looked: 'all but locks', notFor: [unlock.class]}},
  ['K1 open old', 'K2 mended old'],
);
again(
  'what a stopped one had found by then counts',
  [],
  {...resultOf('sparse', unlock), end: {kind: 'stopped', why: 'the deadline'}},
  ['K1 open new'],
);
again(
  'the same words at two places are two findings, one of them mended',
  seen(unlock, unlock),
  resultOf('sparse', unlock),
  ['K1 open new', 'K2 mended old'],
);
again(
  'the same words in another file are another finding',
  seen(unlock),
  resultOf('sparse', {...unlock, file: 'b.c'}),
  ['K1 mended old', 'K2 open new'],
);
again(
  'addresses and numbers do not make another of it',
  seen(leak),
  resultOf('sparse', {...leak, claim: leak.claim.replace('64', '128').replace('0x20', '0x2c')}),
  ['K1 open new'],
);
again(
  'what comes back after it was mended is a new one',
  seen(unlock).map((one) => ({...one, state: 'mended' as const})),
  resultOf('sparse', unlock),
  ['K1 mended old', 'K2 open new'],
);
again(
  'what was judged to be no fault is not reported anew',
  seen(unlock).map((one) => ({...one, state: 'disproved' as const})),
  resultOf('sparse', unlock),
  ['K1 disproved new'],
);

test('what may be among those that are not told is not mended, what is heavier than all of them is', () => {
  const heavy = {...leak, severity: 'critical'} as const;
  const known = look([], resultOf('sparse', heavy, unlock)).fresh;
  const result = resultOf('sparse', {...unlock, file: 'b.c'});
  const {findings} = findingsAfter(known, {task: T1, tree: otherTree, result, leftOut: 3}, 3);
  assert.deepEqual(
    findings.map(({state}) => state),
    ['mended', 'open'],
  );
});

test('two checks that see the same tell it once, with both names', () => {
  const known = look([], resultOf('sparse', unlock)).fresh;
  const {findings, fresh, found} = look(known, resultOf('coccinelle', {...unlock, line: 42, claim: 'preceding lock'}));
  assert.deepEqual([fresh, found], [[], [checkFindingId(1)]]);
  const [one] = findings;
  assert.deepEqual(one?.by === 'check' && [one.seen.check, one.seen.alsoBy, one.claim], [
    'sparse',
    ['coccinelle'],
    unlock.claim,
  ]);
});

test('the same words at the same place are one finding, whoever says them at which line', () => {
  const anchor = {within: 'int f(void)', text: 'return n;'};
  const known = look([], resultOf('accept', {...unlock, anchor})).fresh;
  const {fresh, found} = look(known, resultOf('load', {...unlock, anchor, line: 90}));
  assert.deepEqual([fresh, found], [[], [checkFindingId(1)]]);
});

test('what one had guessed and another has seen to happen is told as seen, and blocks', () => {
  const guessed = look([], resultOf('analyzer', {...unlock, severity: 'minor'})).fresh;
  assert.equal(guessed[0]?.blocking, false);
  const judgement = {stands: false, why: 'the Reviewer held it for no fault'};
  const known = guessed.map((one) => ({...one, state: 'disproved' as const, judgement}));
  const {findings, fresh} = look(
    known,
    resultOf('accept', {...unlock, claim: 'lockdep: still held', evidence: 'WARNING'}),
  );
  const [one] = findings;
  assert.deepEqual(fresh, []);
  assert.deepEqual([one?.state, one?.judgement], ['open', undefined]);
  assert.deepEqual(
    one?.by === 'check' && [one.blocking, one.severity, one.claim, one.evidence, one.seen.check, one.seen.alsoBy],
    [true, 'major', 'lockdep: still held', 'WARNING', 'accept', ['analyzer']],
  );
});

test("another task's findings are left alone", () => {
  const known = look([], resultOf('sparse', unlock), tree, T2).fresh;
  const {findings, fresh} = look(known, resultOf('sparse', unlock), otherTree);
  assert.deepEqual(findings, known);
  assert.deepEqual(
    fresh.map(({task}) => task),
    [T1],
  );
});

test('what it needs to be seen again comes with it, and goes on with the newest sight', () => {
  const known = look([], resultOf('allocations', {...leak, failedAllocation: 3, alsoBy: ['leaks']})).fresh;
  assert.deepEqual(known[0]?.seen, {
    check: 'allocations',
    with: 'allocations 1.0',
    failedAllocation: 3,
    alsoBy: ['leaks'],
  });
  const {findings, found} = look(
    known,
    {...resultOf('allocations', {...leak, failedAllocation: 5}), by: 'a newer kernel'},
    otherTree,
  );
  const [now] = findings;
  assert.deepEqual(now?.by === 'check' && now.seen, {
    check: 'allocations',
    with: 'a newer kernel',
    failedAllocation: 5,
  });
  assert.deepEqual(found, [checkFindingId(1)]);
});

test('what is seen to happen blocks, and what a compiler can tell for certain; a guess does not, nor does style', () => {
  for (const check of ['leaks', 'accept', 'sparse', 'compiler'] as const) assert.ok(doesBlock(check, unlock), check);
  for (const check of ['analyzer', 'smatch', 'checkpatch'] as const) assert.ok(!doesBlock(check, unlock), check);
  assert.ok(!doesBlock('sparse', {...unlock, severity: 'minor'}));
  assert.ok(!doesBlock('sparse', {...unlock, class: 'style'}));
});

const raced: CheckFinding = {
  ...unlock,
  class: 'data race',
  claim: 'KCSAN: data-race in fifo_read / fifo_write, at fifo.c:20 and fifo.c:40.',
  report: {...report, kind: 'kcsan'},
};
const racedBefore = look([], resultOf('parallel', raced)).fresh;
again(
  'a race that stands under `parallel` is not mended by the kernel that sees none',
  racedBefore,
  resultOf('parallel'),
  ['K1 open old'],
);
again('but by the check that looks for races', racedBefore, resultOf('races'), ['K1 mended old']);

test('what was judged to be no fault is so at its place; the same words at another are a new finding', () => {
  const minor = {...unlock, severity: 'minor', anchor: {within: 'int foo(void)', text: 'return n;'}} as const;
  const known = seen(minor).map((one) => ({...one, state: 'disproved' as const}));
  const there = {...unlock, severity: 'critical', anchor: {within: 'int bar(void)', text: 'return n;'}} as const;
  const states = (finding: CheckFinding) => {
    const {findings, fresh} = look(known, resultOf('sparse', finding), otherTree);
    return [...findings, ...fresh].map(({state}) => state);
  };
  assert.deepEqual(states({...minor, line: 90}), ['disproved']);
  assert.deepEqual(states(there), ['disproved', 'open']);
});

test('one that another is reported before is still there', () => {
  const known = seen(unlock);
  const cause = {...leak, class: 'deadlock', claim: 'a task hangs', signs: [signOf({...unlock, line: 88})]} as const;
  const {findings} = look(known, resultOf('sparse', cause), otherTree);
  assert.deepEqual(
    findings.map(({state, tree: of}) => [state, of]),
    [['open', otherTree]],
  );
});
