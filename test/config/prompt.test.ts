import assert from 'node:assert/strict';
import test from 'node:test';
import {configurationOf} from '../../config/schema.ts';
import {defaultPromptBudgets, totalWithin} from '../../src/core/prompt-budget.ts';
import {roles} from '../../src/core/roles.ts';

const promptsOf = (text: string) => configurationOf([{path: 'q.yaml', text}]).prompts;

test('without a word, every prompt stays below where the price doubles, with room for what the estimate misses', () => {
  assert.deepEqual(promptsOf('target: qemu'), defaultPromptBudgets);
  for (const role of roles) {
    const {total, history} = defaultPromptBudgets[role];
    assert.ok(total <= 0.75 * 272_000 && history < total, role);
  }
});

test('a smaller room gives a smaller prompt', () =>
  assert.deepEqual([totalWithin(32_768), totalWithin(undefined)], [24_576, 200_000]));

test('what stands for all holds for all, and what stands for a role goes before it', () => {
  const {executor, planner} = promptsOf('prompt: {total: 40000, history: 20000, executor: {history: 30000}}');
  assert.deepEqual([executor.total, executor.history, planner.history], [40_000, 30_000, 20_000]);
  assert.equal(planner.plan, defaultPromptBudgets.planner.plan);
});

test('what can not be is said with its name', () => {
  assert.throws(() => promptsOf('prompt: {total: 500}'), /prompt\.total/);
  assert.throws(() => promptsOf('prompt: {constraints: 100}'), /constraints/);
  assert.throws(() => promptsOf('prompt: {executor: {history: -1}}'), /prompt\.executor\.history/);
});
