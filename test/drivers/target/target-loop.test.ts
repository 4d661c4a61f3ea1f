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
    sendBreak: async () => {},
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

const outcome = {saved: true, key: 'k', bytes: 1, tookMs: 1} as const;

test('what is typed while it comes up is in no save, and the next clean target is another', async (t) => {
  const begun = Promise.withResolvers<void>();
  const isTyped = Promise.withResolvers<void>();
  const {target, listener, story} = targetOf(t, {
    continue() {
      begun.resolve();
      void isTyped.promise.then(() => listener.hello(hello));
    },
    hasSave: async () => false,
    save: async () => outcome,
  });
  const clean = target.clean('saved');
  await begun.promise;
  target.writeConsole(Buffer.from('x'));
  isTyped.resolve();
  assert.deepEqual(await clean, {kind: 'up', boot: 1});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 2});
  assert.deepEqual(story().slice(2), [
    ...['saveFailed save', 'cameUp 1', 'poweredOn 2', 'bootStarted 2', 'stateSaved 2', 'cameUp 2'],
  ]);
});

test('what is typed during a reset counts in the life that follows', async (t) => {
  const {target, listener} = targetOf(t, {save: async () => outcome, hasSave: async () => true});
  await target.powerOn();
  listener.reset();
  target.writeConsole(Buffer.from('x'));
  listener.hello({...hello, bootId: 'b'});
  assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 3});
});

test('what is typed during a save reaches the target when it was saved', async (t) => {
  const saving = Promise.withResolvers<void>();
  const saved = Promise.withResolvers<typeof outcome>();
  const written: string[] = [];
  const {target} = targetOf(t, {
    hasSave: async () => false,
    save() {
      saving.resolve();
      return saved.promise;
    },
    write: (bytes) => void written.push(Buffer.from(bytes).toString()),
  });
  const clean = target.clean('saved');
  await saving.promise;
  target.writeConsole(Buffer.from('ls'));
  assert.deepEqual(written, []);
  saved.resolve(outcome);
  await clean;
  assert.deepEqual(written, ['ls']);
});

test('a kernel that was built anew is started, though nobody has touched the target', async (t) => {
  let isOutdated = false;
  const {target} = targetOf(t, {
    isOutdated: async () => isOutdated,
    hasSave: async () => true,
    save: async () => outcome,
  });
  await target.powerOn();
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 1});
  isOutdated = true;
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 2});
});

test('what is asked for later comes about later, and not at all once it was switched off', async (t) => {
  const starts: string[] = [];
  const {target, listener, story} = targetOf(t, {
    start: async (how) => void starts.push(how),
    async take() {
      listener.reset();
      listener.hello({...hello, bootId: 'b'});
    },
    hasSave: async () => true,
    save: async () => outcome,
  });
  await target.powerOn();
  await target.exec(command);
  const both = [target.clean('saved'), target.reset()];
  assert.deepEqual(await Promise.all(both), [
    {kind: 'up', boot: 2},
    {kind: 'up', boot: 3},
  ]);
  assert.deepEqual(story().slice(3), [
    ...['restored 2', 'cameUp 2', 'rung reset 10', 'wasReset person', 'bootStarted 3'],
    ...['harvestStarted 3', 'harvested 3', 'cameUp 3'],
  ]);
  const late = [target.reset(), target.clean('saved')];
  await target.powerOff();
  const why = 'it was switched off';
  assert.deepEqual(await Promise.all(late), [
    {kind: 'off', why},
    {kind: 'off', why},
  ]);
  assert.deepEqual(starts, ['fresh', 'saved']);
});

test('a target that is lost or closed keeps nobody waiting', async (t) => {
  const {target} = targetOf(t, {take: reject('no relay')});
  await target.powerOn();
  const [lost, again] = await Promise.all([target.recover(), target.recover()]);
  assert.equal(lost.kind, 'unknown');
  assert.deepEqual(again, {kind: 'up', boot: 2});
  const late = [target.clean('booted'), target.reset()];
  await target.close();
  for (const readiness of await Promise.all(late)) assert.equal(readiness.kind, 'off');
});
