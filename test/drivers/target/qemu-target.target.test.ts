// The life of a target on a real QEMU.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import test from 'node:test';
import {targetForTests} from './target-for-tests.ts';

const command = (script: string) => ({script, deadlineSeconds: 60, outputBytesMax: 4096});
const firstBoot = ['poweredOn 1', 'bootStarted 1', 'cameUp 1'];

test('a panic reboots by itself, and its log comes back', async (t) => {
  const {target, folder, events, story} = await targetForTests(t);
  assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 1});
  assert.deepEqual(await target.exec(command('echo here; exit 3')), {kind: 'exited', code: 3, output: 'here\n'});
  assert.equal((await target.exec(command('echo c >/proc/sysrq-trigger'))).kind, 'lost');
  assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
  assert.deepEqual(story(), [
    ...firstBoot,
    ...['panicked', 'rung kernel', 'wasReset panic', 'bootStarted 2', 'harvestStarted', 'harvested Panic', 'cameUp 2'],
  ]);
  const records = events.flatMap((event) => (event.type === 'target.harvested' ? event.records : []));
  const kept = await readFile(records[0]?.file ?? '', 'utf8');
  assert.match(kept, /^Panic#1 Part1\n/);
  assert.match(kept, /Kernel panic - not syncing: sysrq triggered crash/);
  assert.equal(records[0]?.reports[0]?.title, 'kernel panic: sysrq triggered crash');
  assert.deepEqual(await readdir(`${folder}/pstore`), ['boot-2-dmesg-ramoops-0']);
  assert.deepEqual(await target.exec(command('ls /sys/fs/pstore')), {kind: 'exited', code: 0, output: ''});
});

test('the first line that is typed at its console is taken by the shell, and by the one after it', async (t) => {
  const {target, says} = await targetForTests(t);
  await target.powerOn();
  target.writeConsole(Buffer.from('echo first is $((4700 + 11))\r'));
  await says(/first is 4711/);
  target.writeConsole(Buffer.from('exit\r'));
  await says(/exit.*built-in shell.*# /s);
  target.writeConsole(Buffer.from('echo then is $((4700 + 12))\r'));
  await says(/then is 4712/);
});

test('a target whose QEMU is killed in a panic is started again on the same RAM', async (t) => {
  const {target, next, story} = await targetForTests(t);
  await target.powerOn();
  const [panicked, died] = [next('target.panicked'), next('target.died')];
  const lost = target.exec(command('echo c >/proc/sysrq-trigger'));
  await panicked;
  process.kill(target.pid() ?? 0, 'SIGKILL');
  const death = await died;
  assert.deepEqual(death, {type: 'target.died', why: 'QEMU was killed by SIGKILL', signal: 'SIGKILL'});
  assert.equal((await lost).kind, 'lost');
  assert.deepEqual(await target.settled(), {kind: 'off', why: 'QEMU was killed by SIGKILL'});
  assert.equal((await target.exec(command('true'))).kind, 'notStarted');
  assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 2});
  assert.deepEqual(story(), [
    ...[...firstBoot, 'panicked', 'rung kernel', 'died', 'poweredOn 2'],
    ...['bootStarted 2', 'harvestStarted', 'harvested Panic', 'cameUp 2'],
  ]);
});

test('a reset by the person, a power cycle, and an end that leaves nothing behind', async (t) => {
  const {target, folder, pulses, kernelNow, story} = await targetForTests(t);
  await target.powerOn();
  await target.push({path: '/tmp/a/b', mode: 0o600, bytes: Buffer.alloc(100_000, 'x')});
  const counted = await target.exec(command('wc -c </tmp/a/b'));
  assert.deepEqual(counted, {kind: 'exited', code: 0, output: '100000\n'});
  assert.deepEqual(await target.reset(), {kind: 'up', boot: 2});
  await target.powerOff();
  assert.equal(target.pid(), null);
  assert.deepEqual(await target.powerOn(), {kind: 'up', boot: 3});
  assert.deepEqual(story(), [
    ...[
      ...firstBoot,
      'rung reset',
      'wasReset person',
      'bootStarted 2',
      'harvestStarted',
      'harvested nothing',
      'cameUp 2',
    ],
    ...['poweredOff', 'poweredOn 3', 'bootStarted 3', 'cameUp 3'],
  ]);
  assert.ok(pulses() >= 3, 'each boot has a heartbeat');
  const {modules, ownModules = 0, taint} = kernelNow() ?? {};
  assert.deepEqual({modules, taint}, {modules: [], taint: ''});
  assert.ok(ownModules >= 2, 'the drivers of its watchdog and of its channel are modules');
  const pid = target.pid() ?? 0;
  await target.close();
  await target.close();
  assert.throws(() => process.kill(pid, 0), {code: 'ESRCH'});
  assert.deepEqual(await readdir(folder), []);
  assert.equal((await target.exec(command('true'))).kind, 'notStarted');
});
