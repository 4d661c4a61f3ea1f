// The room of an emulated target on a real QEMU: the rungs that it takes, and what it says of those that it can't.
import assert from 'node:assert/strict';
import {appendFile, copyFile, readlink} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {findTools} from '../../../src/drivers/host/tools.ts';
import type {Hello} from '../../../src/drivers/target/agent-link.ts';
import {detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import {openMachineRoom} from '../../../src/drivers/target/machine-room.ts';
import type {KernelTree} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';
import {cacheFolder, kernelForTests} from './kernel-for-tests.ts';

async function roomForTests(t: TestContext, differing: {readonly kernel?: KernelTree} = {}) {
  const tools = findTools(true).found;
  const folder = await temporaryFolder(t);
  const waiting: ((hello: Hello) => void)[] = [];
  let console = '';
  const room = openMachineRoom(
    {
      ...{qemu: tools['qemu-system-x86_64'] ?? '', busybox: tools['busybox'] ?? '', kernel: await kernelForTests()},
      ...{folder, cacheFolder, memoryMiB: 256, cpus: 1, devices: [], times: detectorTimes, accelerator: 'tcg'},
      ...differing,
    },
    {
      hello: (hello) => {
        for (const resolve of waiting.splice(0)) resolve(hello);
      },
      console(bytes) {
        console += Buffer.from(bytes).toString();
      },
      ...{
        heartbeat: () => {},
        watchdog: () => {},
        reset: () => {},
        guestPanicked: () => {},
        died: () => {},
        line: () => {},
      },
    },
  );
  t.after(() => room.close());
  const hello = () => new Promise<Hello>((resolve) => waiting.push(resolve));
  return {room, hello, console: () => console};
}

test('BREAK and a letter crash the kernel, registers are read while it runs, and RAM gives the record', async (t) => {
  const {room, hello, console} = await roomForTests(t);
  await room.start('fresh');
  const first = hello();
  room.continue();
  const {bootId} = await first;
  assert.match(await room.examine(), /RIP=/);
  const second = hello();
  await room.take('sysrq');
  assert.notEqual((await second).bootId, bootId);
  assert.match(console(), /sysrq: Trigger a crash/);
  await room.kill();
  const {records, unreadable} = await room.recordsLeft(7);
  assert.deepEqual(unreadable, []);
  assert.equal(records[0]?.reports[0]?.title, 'kernel panic: sysrq triggered crash');
});

test('what a machine that is not there can’t do is said', async (t) => {
  const {room} = await roomForTests(t);
  await assert.rejects(room.take('reset'), /the machine is gone/);
  await assert.rejects(room.take('cycle'), /has no cycle of its own/);
  assert.deepEqual(await room.save(), {saved: false, why: 'the target is off'});
  assert.equal(await room.examine(), 'no registers: the machine is gone');
  assert.deepEqual(await room.recordsLeft(1), {records: [], unreadable: ["the target's RAM is gone"]});
  assert.equal(room.channel(), null);
});

test('a machine whose kernel was built anew in its place is outdated, and is not saved; another start ends it', async (t) => {
  const image = join(await temporaryFolder(t), 'vmlinux');
  const kernel = await kernelForTests();
  await copyFile(kernel.image, image);
  const {room} = await roomForTests(t, {kernel: {...kernel, image}});
  await room.start('fresh');
  assert.equal(await room.isOutdated(), false);
  await appendFile(image, 'another');
  assert.equal(await room.isOutdated(), true);
  assert.deepEqual(await room.save(), {saved: false, why: 'since it was started its kernel changed'});
  const old = room.pid();
  await room.start('fresh');
  assert.notEqual(room.pid(), old);
  await assert.rejects(readlink(`/proc/${old}/exe`), {code: 'ENOENT'});
  assert.equal(await room.isOutdated(), false);
});

test('a reset that is asked for during a save is taken after it', async (t) => {
  const {room} = await roomForTests(t);
  await room.start('fresh');
  room.continue();
  const ends: string[] = [];
  const save = room.save().then((outcome) => ends.push(outcome.saved ? 'saved' : outcome.why));
  const take = room.take('reset').then(() => ends.push('reset'));
  await Promise.all([save, take]);
  assert.deepEqual(ends, ['saved', 'reset']);
});
