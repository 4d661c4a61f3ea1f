// The person commits while a task is on its way to its own commit: nothing of theirs is taken back, and the work is made anew on it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {createTask, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {says} from './script.ts';
import {startScripted} from './start.ts';

test('a commit that would take back what was committed leads to the Executor, and through build, review and run again', async () => {
  let tries = 0;
  const commit = async () => {
    tries += 1;
    return tries === 1 ? {refused: 'it would take back notes.md', paths: ['notes.md']} : 'c0ffee';
  };
  const {ended, world, model, check} = startScripted({
    script: {
      scheduler: [says('One.', createTask), says('Done.', note)],
      planner: [says('So.', plan)],
      executor: [
        says('All of it.', write('one'), ['build'], submit),
        says('It is built already.', submit),
        says('With theirs.', write('two'), ['build'], submit),
      ],
      reviewer: [says('Good.', ...passes, verdict('approve')), says('Good.', ...passes, verdict('approve'))],
    },
    machines: {commit},
  });
  const state = await ended;
  check();
  const stages = world.events().flatMap((event) => (event.type === 'task.advanced' ? [event.stage] : []));
  assert.deepEqual(stages.slice(stages.indexOf('committing')), [
    ...['committing', 'writing', 'reviewing', 'running', 'committing', 'done'],
  ]);
  assert.deepEqual([tries, state.lastCommit, state.faults], [2, 'c0ffee', []]);
  const refused = world
    .events()
    .flatMap((event) => (event.type === 'tool.returned' && !event.ok ? [event.output] : []));
  assert.equal(refused.length, 1, 'what was built before is not handed in again');
  assert.match(JSON.stringify(model.requests), /notes\.md/, 'the Executor is told');
});
