import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {allAuto} from '../../src/core/approval.ts';

const written = (text: string) => configurationOf([{path: 'q.yaml', text}]);

test('nothing written: no act waits for a word, and no budget bounds the work', () => {
  const {approve, budgets} = configurationOf([]);
  assert.deepEqual(approve, allAuto);
  assert.deepEqual([budgets.session, budgets.task, budgets.roles.executor], [{}, {}, {}]);
});

test('each act has its own policy', () => {
  assert.deepEqual(written('approve: {load: ask, build: auto}').approve, {...allAuto, load: 'ask'});
  assert.throws(() => written('approve: {load: maybe}'), /approve\.load/);
  assert.throws(() => written('approve: {reboot: ask}'), /reboot/);
});

test('money is written in dollars and time in minutes; a role has its own over that of all roles', () => {
  const {budgets} = written(`
budgets:
  session: {money: 2.5, minutes: 30}
  task: {builds: 8, panics: 2}
  role: {tokens: 100000, money: 1}
  planner: {money: 0.25}`);
  assert.deepEqual(budgets.session, {microdollars: 2_500_000, workMs: 1_800_000});
  assert.deepEqual(budgets.task, {builds: 8, panics: 2});
  assert.deepEqual(budgets.roles.planner, {microdollars: 250_000, tokens: 100_000});
  assert.deepEqual(budgets.roles.executor, {microdollars: 1_000_000, tokens: 100_000});
  assert.throws(() => written('budgets: {session: {money: 0}}'), /budgets\.session\.money/);
  assert.throws(() => written('budgets: {session: {dollars: 1}}'), /dollars/);
});
