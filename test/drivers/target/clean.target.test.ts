// A clean target on a real QEMU: its first state is saved, later lives begin from there, and their crashes are as real as any.
import assert from 'node:assert/strict';
import test from 'node:test';
import {temporaryFolder} from '../../temporary.ts';
import {targetForTests} from './target-for-tests.ts';

const command = (script: string) => ({script, deadlineSeconds: 60, outputBytesMax: 4096});
const touch = command('touch /tmp/mine');
const look = command('ls /tmp/mine 2>/dev/null || echo clean');

test('saved once, restored ever after; a crash of a restored life is harvested after a real boot', async (t) => {
  const {target, events, story} = await targetForTests(t, {cacheFolder: await temporaryFolder(t)});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 1});
  await target.exec(touch);
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 2});
  assert.deepEqual(await target.exec(look), {kind: 'exited', code: 0, output: 'clean\n'});
  assert.deepEqual(await target.clean('saved'), {kind: 'up', boot: 3});
  await target.exec(command('echo c >/proc/sysrq-trigger'));
  assert.deepEqual(await target.settled(), {kind: 'up', boot: 4});
  await target.exec(touch);
  assert.deepEqual(await target.clean('booted'), {kind: 'up', boot: 5});
  assert.deepEqual(await target.exec(look), {kind: 'exited', code: 0, output: 'clean\n'});
  assert.deepEqual(story(), [
    ...['poweredOn 1', 'bootStarted 1', 'stateSaved', 'cameUp 1', 'restored', 'cameUp 2', 'restored', 'cameUp 3'],
    ...['panicked', 'rung kernel', 'wasReset panic', 'bootStarted 4', 'harvestStarted', 'harvested Panic', 'cameUp 4'],
    ...['rung reset', 'wasReset clean', 'bootStarted 5', 'harvestStarted', 'harvested nothing', 'cameUp 5'],
  ]);
  const records = events.flatMap((event) => (event.type === 'target.harvested' ? event.records : []));
  assert.equal(records[0]?.reports[0]?.title, 'kernel panic: sysrq triggered crash');
});

test('what a life left that ended with its QEMU is read from RAM before a clean one begins', async (t) => {
  const {target, next, events, story} = await targetForTests(t, {cacheFolder: await temporaryFolder(t)});
  await target.clean('saved');
  const wasReset = next('target.wasReset');
  const died = next('target.died');
  void target.exec(command('echo c >/proc/sysrq-trigger'));
  await wasReset;
  process.kill(target.pid() ?? 0, 'SIGKILL');
  await died;
  assert.equal((await target.clean('saved')).kind, 'up');
  assert.deepEqual(
    story().filter((line) => /^(died|ram|restored|cameUp)/.test(line)),
    ['cameUp 1', 'died', 'ram by kernel', 'restored', 'cameUp 3'],
  );
  const records = events.flatMap((event) => (event.type === 'target.evidenceTaken' ? (event.records ?? []) : []));
  assert.equal(records[0]?.reports[0]?.title, 'kernel panic: sysrq triggered crash');
});
