// A word of the person on a finding of one task holds for the same one in another.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import type {CheckFinding} from '../../src/core/examination.ts';
import {blockingFindings} from '../../src/core/gate.ts';
import {treeHash} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {examined, resultOf, unlock} from './examined-states.ts';
import {after, created, openGate, otherTree, stateOf, T1, T2, tree} from './states.ts';

const anchored: CheckFinding = {...unlock, anchor: {within: 'static int ringlog_read(void)', text: 'return n;'}};
const why = 'the caller drops it';
const word: Event = {type: 'finding.dismissed', finding: 'K1' as never, task: T1, by: 'person', why};
const dismissed = after(stateOf(...openGate, ...examined(tree, resultOf('sparse', anchored))), word);

test('another task has it as dismissed, with the reason, until that is taken back', () => {
  const next = (state: State): State =>
    after(
      after(state, created(T2)),
      {type: 'examination.started', task: T2, tree: otherTree, checks: ['sparse']},
      {type: 'check.finished', task: T2, tree: otherTree, result: resultOf('sparse', {...anchored, line: 44})},
    );
  const told = ({findings}: State) => findings.map(({id, task, state, dismissal}) => [id, task, state, dismissal?.as]);
  assert.deepEqual(told(next(dismissed)), [
    ['K1', T1, 'dismissed', undefined],
    ['K2', T2, 'dismissed', 'K1'],
  ]);
  assert.equal(next(dismissed).findings[1]?.dismissal?.why, why);
  assert.deepEqual(blockingFindings(next(dismissed), T2), []);
  const back = after(dismissed, {type: 'finding.takenUp', finding: 'K1' as never, task: T1, by: 'person'});
  assert.equal(told(next(back))[1]?.[2], 'open');
});

test('in another task it is dismissed also where another one like it was mended since', () => {
  const other = {...anchored, line: 60, anchor: {within: 'int g(void)', text: 'return n;'}};
  const mended = after(
    stateOf(...openGate, ...examined(tree, resultOf('sparse', anchored, other))),
    ...examined(otherTree, resultOf('sparse', anchored)),
    ...examined(treeHash('c'.repeat(16)), resultOf('sparse', other)),
    word,
    created(T2),
  );
  const {findings} = after(
    mended,
    {type: 'examination.started', task: T2, tree: otherTree, checks: ['sparse']},
    {type: 'check.finished', task: T2, tree: otherTree, result: resultOf('sparse', other)},
  );
  assert.deepEqual(
    findings.map(({id, state}) => `${id} ${state}`),
    ['K1 dismissed', 'K2 mended', 'K3 dismissed'],
  );
});

test('a word that is taken back where it was taken over is taken back everywhere', () => {
  const both = after(
    after(dismissed, created(T2)),
    {type: 'examination.started', task: T2, tree: otherTree, checks: ['sparse']},
    {type: 'check.finished', task: T2, tree: otherTree, result: resultOf('sparse', anchored)},
  );
  const {findings} = after(both, {type: 'finding.takenUp', finding: 'K2' as never, task: T2, by: 'person'});
  assert.deepEqual(
    findings.map(({id, state, dismissal}) => [id, state, dismissal]),
    [
      ['K1', 'open', undefined],
      ['K2', 'open', undefined],
    ],
  );
});
