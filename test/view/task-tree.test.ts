import assert from 'node:assert/strict';
import test from 'node:test';
import {type TaskId, taskId} from '../../src/core/ids.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {taskTreeRows} from '../../src/view/task-tree.ts';
import {Scenario} from './scenario.ts';

const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs: 0};

/** The tree of tasks that each depend on those with these numbers, the first task having the number 1. */
function tree(...dependsOn: readonly (readonly number[])[]): readonly string[] {
  const story = new Scenario();
  for (const [index, numbers] of dependsOn.entries()) {
    const ids: readonly TaskId[] = numbers.map(taskId);
    const task = taskId(index + 1);
    story.tell({type: 'task.created', task, title: 'it', goal: 'it', acceptance: 'load', dependsOn: ids});
  }
  const rows = taskTreeRows(story.live.state.tasks, 60, pen);
  return rows.map((row) =>
    row
      .map(({text}) => text)
      .join('')
      .replace(/ +◌ waiting$/, ''),
  );
}

test('without dependencies there is no tree', () => assert.deepEqual(tree([], []), []));

test('what waits hangs below what it waits for', () =>
  assert.deepEqual(tree([], [1], [1], [2], []), ['T1  it', '├─ T2  it', '│  └─ T4  it', '└─ T3  it', 'T5  it']));

test('of several the last is above, and the others are named', () =>
  assert.deepEqual(tree([], [1], [1, 2]), ['T1  it', '└─ T2  it', '   └─ T3  it  also after T1']));

test('what depends on a task that is not there, or on itself, is still shown', () =>
  assert.deepEqual(tree([9], [2], [1]), ['T1  it  also after T9', '└─ T3  it', 'T2  it  also after T2']));
