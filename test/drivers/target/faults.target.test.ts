// What goes wrong around a target: no memory left in it, a console that never stops, a record that is damaged, a neighbour.
import assert from 'node:assert/strict';
import {open, readdir, readlink} from 'node:fs/promises';
import test, {suite} from 'node:test';
import {ramoopsZone} from '../../../src/drivers/target/kernel-arguments.ts';
import {targetForTests} from './target-for-tests.ts';

const command = (script: string) => ({script, deadlineSeconds: 120, outputBytesMax: 4096});
const memoryMiB = 256;

test('a damaged record is brought home, and what is unreadable of it is said', async (t) => {
  const {target, next, events} = await targetForTests(t);
  await target.powerOn();
  const [panicked, died] = [next('target.panicked'), next('target.died')];
  const lost = target.exec(command('echo c >/proc/sysrq-trigger'));
  await panicked;
  process.kill(target.pid() ?? 0, 'SIGKILL');
  await died;
  await lost;
  await damageRecord();
  assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 2});
  const harvested = events.flatMap((event) => (event.type === 'target.harvested' ? [event] : [])).at(-1);
  const told = JSON.stringify(harvested);
  assert.match(told, /damaged/, told);
});

/** Most of each is waiting: they wait at the same time. */
suite('around a target', {concurrency: true}, () => {
  test('a program that eats all memory is killed there, and the target stays up', async (t) => {
    const {target, story} = await targetForTests(t);
    await target.powerOn();
    const eaten = await target.exec(command('tail /dev/zero; echo status $?'));
    assert.match(eaten.kind === 'exited' ? eaten.output : eaten.kind, /status 137/);
    assert.deepEqual(await target.exec(command('echo here')), {kind: 'exited', code: 0, output: 'here\n'});
    assert.deepEqual(story(), ['poweredOn 1', 'bootStarted 1', 'cameUp 1']);
  });

  test('a kernel log that is flooded is no hang: the target answers meanwhile and afterwards', async (t) => {
    const {target, capture, story} = await targetForTests(t);
    await target.powerOn();
    const begin = capture.position();
    const flood = target.exec({
      script: 'while :; do echo "the same line again and again, as fast as it goes" >/dev/kmsg; done',
      deadlineSeconds: 60,
      outputBytesMax: 4096,
    });
    assert.deepEqual(await target.exec(command('echo meanwhile')), {kind: 'exited', code: 0, output: 'meanwhile\n'});
    const ended = await flood;
    assert.equal(ended.kind, 'killed');
    assert.ok(capture.position() - begin > 1_000_000, `${capture.position() - begin} bytes in a minute`);
    assert.deepEqual(await target.exec(command('echo after')), {kind: 'exited', code: 0, output: 'after\n'});
    assert.deepEqual(story(), ['poweredOn 1', 'bootStarted 1', 'cameUp 1']);
  });

  test('two targets at once do not hear of each other', async (t) => {
    const [one, other] = [await targetForTests(t), await targetForTests(t)];
    await Promise.all([one.target.powerOn(), other.target.powerOn()]);
    await one.target.exec(command('echo only one >/tmp/mine; echo c >/proc/sysrq-trigger'));
    assert.deepEqual(await other.target.exec(command('ls /tmp')), {kind: 'exited', code: 0, output: ''});
    assert.deepEqual(await one.target.settled(), {kind: 'up', boot: 2});
    assert.deepEqual(other.story(), ['poweredOn 1', 'bootStarted 1', 'cameUp 1']);
  });
});

/** Overwrites the middle of what ramoops keeps, more than its error correction can mend. */
async function damageRecord(): Promise<void> {
  const path = await ramFile();
  const file = await open(path, 'r+');
  try {
    const {addressBytes} = ramoopsZone(memoryMiB);
    await file.write(Buffer.alloc(8192, 0xa5), 0, 8192, addressBytes + 4096);
  } finally {
    await file.close();
  }
}

/** The RAM file has no name; this process holds it open. */
async function ramFile(): Promise<string> {
  for (const fd of await readdir('/proc/self/fd')) {
    const path = `/proc/self/fd/${fd}`;
    const name = await readlink(path).catch(() => '');
    if (name.includes('quarterdeck-ram')) return path;
  }
  throw new Error('this process holds no RAM file');
}
