// The loop over a room that does as it is told: what it refuses, and what becomes of a room that fails.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import type {Channel, Room, RoomListener} from '../../../src/drivers/target/room.ts';
import {createTarget, type TargetLoopOptions} from '../../../src/drivers/target/target-loop.ts';
import {eventWords} from './lifecycle-story.ts';

const channel: Channel = {
  exec: async () => ({kind: 'exited', code: 0, output: ''}),
  push: async () => ({pushed: true}),
  pull: async (path) => ({pulled: false, reason: path}),
  drop() {},
};
const hello = {release: '6.1', bootId: 'a', bootStatus: 0};

/** A machine that comes up as soon as it may run. */
function machine(listener: RoomListener, differing: Partial<Room>): Room {
  return {
    rungs: ['kernel', 'reset'],
    start: async () => {},
    continue: () => queueMicrotask(() => listener.hello(hello)),
    examine: async () => '',
    take: async () => listener.reset(),
    write() {},
    channel: () => channel,
    pid: () => null,
    aftermath: async () => {},
    kill: async () => {},
    close: async () => {},
    ...differing,
  };
}

function targetOf(t: TestContext, differing: Partial<Room> = {}, options: Partial<TargetLoopOptions> = {}) {
  const events: TargetEvent[] = [];
  const told: {listener?: RoomListener} = {};
  const target = createTarget(
    (listener) => {
      told.listener = listener;
      return machine(listener, differing);
    },
    {folder: '/nowhere', accelerator: 'none', times: detectorTimes, ...options},
    {event: (event) => events.push(event), console() {}, pulse() {}},
  );
  t.after(() => target.close());
  const listener = told.listener;
  assert.ok(listener);
  return {target, listener, story: () => events.map(eventWords)};
}

const reject = (why: string) => async () => {
  throw new Error(why);
};
const command = {script: 'true', deadlineSeconds: 1, outputBytesMax: 100};

test('a machine that comes up takes commands', async (t) => {
  const {target, story} = targetOf(t);
  assert.equal((await target.exec(command)).kind, 'notStarted');
  assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 1});
  assert.equal((await target.exec(command)).kind, 'exited');
  assert.deepEqual(story(), ['poweredOn 1', 'bootStarted 1', 'cameUp 1']);
});

test('what can’t be right is refused, and nothing is started', async (t) => {
  const {target, story} = targetOf(t, {start: reject('started')}, {faults: ['one is wrong', 'another too']});
  for (const readiness of [await target.powerOn(), await target.clean('saved')]) {
    assert.deepEqual(readiness, {kind: 'off', why: 'it is not switched on: one is wrong; another too'});
  }
  assert.deepEqual(story(), []);
});

test('a machine that does not start is off, with the reason', async (t) => {
  const {target} = targetOf(t, {start: reject('no such device')});
  assert.deepEqual(await target.powerOn(), {kind: 'off', why: 'no such device'});
});

test('a reset that can’t be taken leaves a target that is lost, and says why', async (t) => {
  const differing = {take: reject('the relay does not answer'), kill: reject('k'), recordsLeft: reject('no RAM')};
  const {target, story} = targetOf(t, differing);
  await target.powerOn();
  const readiness = await target.reset();
  assert.equal(readiness.kind, 'unknown');
  assert.match(readiness.kind === 'unknown' ? readiness.why : '', /the relay does not answer/);
  await target.close();
  assert.deepEqual(story().slice(3, 5), ['rung reset 10', 'lost']);
});

test('a state is saved of a target that nobody has touched, and not of another', async (t) => {
  const saves: string[] = [];
  const starts: string[] = [];
  const {target, story} = targetOf(t, {
    start: async (how) => {
      starts.push(how);
    },
    hasSave: async () => saves.length > 0,
    save: async () => {
      saves.push('one');
      return {saved: true, key: 'k', bytes: 1, tookMs: 1};
    },
  });
  await target.powerOn();
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 1});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 1});
  await target.exec(command);
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 2});
  assert.deepEqual(starts, ['fresh', 'saved']);
  assert.deepEqual(story().slice(3), ['stateSaved 1', 'restored 2', 'cameUp 2']);
});

test('a save that fails, and one that can’t be looked for, keep nothing from coming up', async (t) => {
  const {target, story} = targetOf(t, {hasSave: reject('h'), save: reject('the disk is full')});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 1});
  assert.deepEqual(story(), ['poweredOn 1', 'bootStarted 1', 'saveFailed save', 'cameUp 1']);
});

test('while the line is gone no command is taken, and who waits is told when it is back', async (t) => {
  const {target, listener, story} = targetOf(t);
  await target.powerOn();
  listener.line('lost', 'it was pulled');
  const outcome = await target.exec(command);
  assert.deepEqual(outcome, {kind: 'notStarted', reason: "the line of the target's console is gone: it was pulled"});
  const settled = target.settled();
  listener.line('back', '');
  assert.deepEqual(await settled, {kind: 'up', boot: 1});
  assert.deepEqual(story().slice(3), ['lineLost', 'lineBack']);
});
