// The core's loop by itself: what it does with what is due, with bugs, and with what comes after the end.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Effect} from '../../src/core/effects.ts';
import {fold} from '../../src/core/reduce.ts';
import {type CoreAccess, startSupervisor} from '../../src/runtime/supervisor.ts';
import {advanced, created, entriesOf, planned, started} from '../core/states.ts';
import {scriptedModel} from './script.ts';
import {testWorld} from './world.ts';

function loop(run: (effect: Effect, core: CoreAccess) => Promise<void>) {
  const world = testWorld(scriptedModel({}, () => {}));
  const bug = Promise.withResolvers<unknown>();
  const begun: Effect['effect'][] = [];
  const supervisor = startSupervisor(
    world,
    fold([]),
    () => [],
    (effect, core) => {
      begun.push(effect.effect);
      return run(effect, core);
    },
    bug.resolve,
  );
  world.connect(supervisor);
  return {world, supervisor, bug: bug.promise, begun};
}

const never = (): Promise<void> => new Promise(() => {});

test('nothing is due before a session is started', async () => {
  const {supervisor, begun} = loop(never);
  await supervisor.tell([]);
  assert.deepEqual([supervisor.state().seq, begun], [0, []]);
});

test('a session that starts powers on and asks the Scheduler', async () => {
  const {supervisor, begun} = loop(never);
  await supervisor.tell([started()]);
  await supervisor.until(({assignments}) => assignments[0]?.turn.at === 'asked');
  assert.deepEqual(begun, ['power', 'askModel']);
});

test('an effect that throws is a bug, and is told', async () => {
  const {supervisor, bug} = loop(() => Promise.reject(new Error('impossible')));
  void supervisor.tell([started()]);
  assert.match(String(await bug), /impossible/);
});

test('what is told after the end is not believed, and the end waits for every effect', async () => {
  const power = Promise.withResolvers<void>();
  const {supervisor, world} = loop(async (effect, core) => {
    if (effect.effect !== 'power') return;
    await power.promise;
    await core.tell([{type: 'power.ended', act: 'on'}]);
  });
  await supervisor.tell([started()]);
  await supervisor.until((state) => state.power !== undefined);
  await supervisor.ask({do: 'stop', cause: 'person', why: 'enough'});
  let hasEnded = false;
  void supervisor.ended.then(() => {
    hasEnded = true;
  });
  await supervisor.tell([created()]);
  assert.equal(hasEnded, false);
  power.resolve();
  const state = await supervisor.ended;
  assert.deepEqual(state.tasks, []);
  assert.equal(world.types().at(-1), 'session.ended');
  assert.equal(world.types().filter((type) => type === 'power.ended').length, 1, 'its ending was written with the end');
});

test('a refusal comes back to the asker and leaves no trace', async () => {
  const {supervisor, world} = loop(never);
  await supervisor.tell([started()]);
  await supervisor.until(({assignments}) => assignments[0]?.turn.at === 'asked');
  await supervisor.tell([]);
  const before = world.journal.entries.length;
  assert.deepEqual(await supervisor.ask({do: 'continue', role: 'planner'}), {refused: 'the Planner is not paused'});
  assert.equal(world.journal.entries.length, before);
});

test('commands are carried out in the order in which they came', async () => {
  const {supervisor} = loop(never);
  void supervisor.tell([started()]);
  const asked = ['pause', 'pause', 'continue', 'pause'] as const;
  const answers = await Promise.all(asked.map((act) => supervisor.ask({do: act, role: 'planner'})));
  assert.deepEqual(
    answers.map((answer) => answer?.refused ?? 'done'),
    ['done', 'the Planner is paused already', 'done', 'done'],
  );
});

test('input without end is a bug, not memory without end', async () => {
  const {supervisor, bug} = loop(never);
  for (let count = 0; count <= 10_001; count++) void supervisor.tell([]);
  assert.match(String(await bug), /queue holds 10000 inputs/);
});

test('the state of a supervisor that takes over is what it was given', async () => {
  const world = testWorld(scriptedModel({}, () => {}));
  const from = fold(entriesOf([started(), created(), planned(), advanced('planned')]));
  const supervisor = startSupervisor(
    world,
    from,
    () => [],
    never,
    () => {},
  );
  assert.equal(supervisor.state(), from);
});
