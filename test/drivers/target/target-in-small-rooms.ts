// A target of its own process, for who gives that process little room: says what could not be saved, how the target is, and where its RAM
// lies; or, `filled`, what becomes of it when shared memory is filled under it.
import {open, readdir, readlink} from 'node:fs/promises';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {findTools} from '../../../src/drivers/host/tools.ts';
import {detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import {createQemuTarget} from '../../../src/drivers/target/qemu-target.ts';
import type {TargetReadiness} from '../../../src/ports.ts';
import {kernelForTests} from './kernel-for-tests.ts';

const [mode, folder = '', cacheFolder = ''] = process.argv.slice(2);
const tools = findTools(true).found;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const target = createQemuTarget(
  {
    ...{qemu: tools['qemu-system-x86_64'] ?? '', busybox: tools['busybox'] ?? '', kernel: await kernelForTests()},
    ...{folder, cacheFolder, memoryMiB: 256, cpus: 1, devices: [], times: detectorTimes, accelerator: 'tcg'},
  },
  {event: tell, console: () => {}, pulse: () => {}},
);
sayHow(await target.clean('saved'));
if (mode === 'filled') {
  await fill();
  await target.exec({script: 'cat /dev/zero >/dev/shm/all', deadlineSeconds: 60, outputBytesMax: 100});
  sayHow(await target.clean('saved'));
} else await sayWhereRamIs();
await target.close();

function tell(event: TargetEvent): void {
  if (event.type === 'target.saveFailed') say(`${event.what}: ${event.why}`);
  if (event.type === 'target.died') say(`died: ${event.why}`);
}

function sayHow(readiness: TargetReadiness): void {
  say(readiness.kind === 'up' ? 'up' : `${readiness.kind}: ${readiness.why}`);
}

/** Until nothing more fits. */
async function fill(): Promise<void> {
  const file = await open('/dev/shm/filler', 'w');
  const block = Buffer.alloc(1 << 20, 'x');
  const isFull = () =>
    file.write(block).then(
      ({bytesWritten}) => bytesWritten < block.length,
      () => true,
    );
  while (!(await isFull()));
  await file.close();
}

async function sayWhereRamIs(): Promise<void> {
  for (const fd of await readdir('/proc/self/fd')) {
    const path = await readlink(`/proc/self/fd/${fd}`).catch(() => '');
    if (path.includes('quarterdeck-ram-')) say(path);
  }
}
