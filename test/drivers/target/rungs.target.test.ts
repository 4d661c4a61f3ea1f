// The rungs of the ladder that can be provoked on a real QEMU: what each leaves as evidence, and that the target is up afterwards.
import assert from 'node:assert/strict';
import {chmod, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {suite} from 'node:test';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {detectorFaults, detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import {temporaryFolder} from '../../temporary.ts';
import {targetForTests} from './target-for-tests.ts';

const command = (script: string) => ({script, deadlineSeconds: 60, outputBytesMax: 4096});
const firstBoot = ['poweredOn 1', 'bootStarted 1', 'cameUp 1'];
const secondBoot = ['bootStarted 2', 'harvestStarted', 'harvested Panic', 'cameUp 2'];
/** As short as a report may take. */
const times = {
  ...detectorTimes,
  ...{softLockupSeconds: 4, rcuStallSeconds: 5, hungTaskSeconds: 6, hungTaskCheckSeconds: 1},
  ...{hardwareWatchdogSeconds: 10, dumpSeconds: 3},
};

function oneOf<Type extends TargetEvent['type']>(
  events: readonly TargetEvent[],
  type: Type,
): Extract<TargetEvent, {type: Type}> {
  const found = events.find((event): event is Extract<TargetEvent, {type: Type}> => event.type === type);
  if (found === undefined) throw new Error(`there is no ${type}`);
  return found;
}

/** Most of each is waiting: they wait at the same time. */
suite('each rung on a real QEMU', {concurrency: true}, () => {
  test('the short times are in order', () => assert.deepEqual(detectorFaults(times), []));

  test('a watchdog that nobody pets: registers, a backtrace by NMI, and the record', async (t) => {
    const {target, events, story} = await targetForTests(t, {times});
    await target.powerOn();
    await target.exec(command('killall -STOP feeder'));
    // The watchdog is what ends the wait for a command that takes longer than it.
    assert.equal((await target.exec(command('sleep 50'))).kind, 'lost');
    assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
    assert.deepEqual(story(), [
      ...[...firstBoot, 'hung', 'watchdogFired', 'rung nmi', 'panicked', 'backtrace by nmi', 'wasReset watchdog'],
      ...secondBoot,
    ]);
    assert.match(oneOf(events, 'target.watchdogFired').registers, /RIP=/);
    assert.equal(oneOf(events, 'target.harvested').rung, 'nmi');
  });

  test('a panic that does not reboot is reset, its RAM kept', async (t) => {
    const {target, events, story} = await targetForTests(t, {times});
    await target.powerOn();
    await target.exec(command('echo 0 >/proc/sys/kernel/panic'));
    await target.exec(command('echo c >/proc/sysrq-trigger'));
    assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
    assert.deepEqual(story(), [
      ...[...firstBoot, 'panicked', 'rung kernel', 'watchdogFired', 'rung reset', 'wasReset watchdog'],
      ...secondBoot,
    ]);
    assert.equal(oneOf(events, 'target.harvested').rung, 'reset');
  });

  test('a QEMU that stands still: every rung, and last a new one on the old RAM', async (t) => {
    const {target, next, story} = await targetForTests(t, {times});
    await target.powerOn();
    const panicked = next('target.panicked');
    await target.exec(command('echo 5 >/proc/sys/kernel/panic'));
    const lost = target.exec(command('echo c >/proc/sysrq-trigger'));
    await panicked;
    process.kill(target.pid() ?? 0, 'SIGSTOP');
    await lost;
    assert.deepEqual(await target.settled(), {kind: 'up', boot: 2});
    assert.deepEqual(
      story().filter((line) => !line.startsWith('registers')),
      [
        ...[...firstBoot, 'panicked', 'rung kernel', 'rung reset', 'rung restart', 'wasReset recovery', 'poweredOn 2'],
        ...secondBoot,
      ],
    );
  });

  test('a kernel that panics in every boot is given up after three, each told, and can be tried again', async (t) => {
    const cacheFolder = await temporaryFolder(t);
    const busybox = join(cacheFolder, 'busybox');
    await writeFile(busybox, '#!/bin/sh\necho sh\n');
    await chmod(busybox, 0o755);
    const {target, events, story} = await targetForTests(t, {busybox, cacheFolder});
    const readiness = await target.powerOn();
    assert.deepEqual(readiness, {kind: 'unknown', why: '3 boots in a row did not come up'});
    const panics = events.flatMap((event) => (event.type === 'target.panicked' ? [event.report] : []));
    assert.equal(panics.length, 3);
    for (const report of panics) assert.match(report.title, /init/i);
    assert.deepEqual(
      story().filter((line) => /^(bootStarted|wasReset|lost)/.test(line)),
      [1, 2, 3].flatMap((boot) => [`bootStarted ${boot}`, 'wasReset panic']).concat('lost'),
    );
    // The machine is ended in the background.
    await target.close();
    assert.equal(target.pid(), null);
  });

  test('times that are out of order are refused in words, and nothing is started', async (t) => {
    const {target, events} = await targetForTests(t, {times: {...detectorTimes, hardwareWatchdogSeconds: 5}});
    const readiness = await target.powerOn();
    assert.equal(readiness.kind, 'off');
    assert.match(readiness.kind === 'off' ? readiness.why : '', /hardware watchdog \(5 s\)/);
    assert.deepEqual(events, []);
  });
});
