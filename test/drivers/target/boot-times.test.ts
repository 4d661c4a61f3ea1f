import assert from 'node:assert/strict';
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {bootTimesFile, keepBootTimes, readBootTimes} from '../../../src/drivers/target/boot-times.ts';
import type {TargetSink} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';

const poweredOn = (boot: number): TargetEvent => ({type: 'target.poweredOn', boot, accelerator: 'tcg'});
const restored = (boot: number): TargetEvent => ({type: 'target.restored', boot, accelerator: 'tcg'});
const bootStarted = (boot: number): TargetEvent => ({type: 'target.bootStarted', boot, release: '6.1'});
const cameUp = (boot: number): TargetEvent => ({type: 'target.cameUp', boot, release: '6.1', bootId: 'b'});

interface Kept {
  readonly sink: TargetSink;
  readonly heard: TargetEvent[];
  readonly clock: {ms: number};
}

function keeping(file: string): Kept {
  const heard: TargetEvent[] = [];
  const clock = {ms: 1_000};
  const inner: TargetSink = {event: (event) => heard.push(event), console: () => {}, pulse: () => {}};
  return {sink: keepBootTimes(file, inner, () => clock.ms), heard, clock};
}

test('a life is told how long the last one of its kind took, in the next process as well', async (t) => {
  const file = bootTimesFile(await temporaryFolder(t), ['my/qemu', '6.1.0', 'tcg']);
  const {sink, heard, clock} = keeping(file);
  const live = (event: TargetEvent, ms: number): void => {
    sink.event(event);
    clock.ms += ms;
  };
  live(poweredOn(1), 2_000);
  live(bootStarted(1), 5_000);
  live(cameUp(1), 10_000);
  live(restored(2), 300);
  live(cameUp(2), 10_000);
  live(bootStarted(3), 4_000);
  live(cameUp(3), 0);
  assert.equal(
    heard.some((event) => 'usualMs' in event),
    false,
    'of nothing known nothing is told',
  );
  assert.deepEqual(readBootTimes(file), {boot: 7_000, restore: 300, reboot: 4_000});

  const next = keeping(file);
  for (const event of [poweredOn(1), bootStarted(1), restored(2), bootStarted(3)]) next.sink.event(event);
  assert.deepEqual(
    next.heard.map((event) => ('usualMs' in event ? event.usualMs : null)),
    [7_000, null, 300, 4_000],
  );
  assert.deepEqual(await readdir(join(file, '..')), ['my_qemu-6.1.0-tcg.json'], 'no half file is left');
});

test('a life that ended before it was up says nothing of the next one', async (t) => {
  const file = bootTimesFile(await temporaryFolder(t), ['qemu']);
  const {sink} = keeping(file);
  sink.event(poweredOn(1));
  sink.event(poweredOn(2));
  sink.event(cameUp(1));
  assert.deepEqual(readBootTimes(file), {});
});

test('a file that is damaged, and a folder that can not be written, cost nothing but the bar', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'broken.json'), '{"boot": "soon", "restore": -1');
  assert.deepEqual(readBootTimes(join(folder, 'broken.json')), {});
  await writeFile(join(folder, 'boot-times'), 'a file');
  const {sink, heard} = keeping(bootTimesFile(folder, ['qemu']));
  for (const event of [poweredOn(1), cameUp(1), poweredOn(2)]) sink.event(event);
  assert.equal(heard.length, 3);
});
