// `npm run soak`: a hundred crashes in a row (or as many as asked for), and what this process holds at the end against the start.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {cacheFolderOf} from '../../src/drivers/session/folders.ts';
import {probeAccelerator} from '../../src/drivers/target/accelerator.ts';
import {detectorTimes} from '../../src/drivers/target/kernel-arguments.ts';
import {createQemuTarget} from '../../src/drivers/target/qemu-target.ts';
import {type PreparedHost, prepareHost} from '../../src/setup/prepare.ts';
import {type CrashInARow, crashesInARow, type Held, heldNow} from './crashes-in-a-row.ts';
import {buildFalter} from './open-soak.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

process.exitCode = await soak(Number(process.argv[2] ?? 100));

async function soak(count: number): Promise<number> {
  if (!Number.isInteger(count) || count < 1) {
    say('soak takes the number of crashes, from 1 on');
    return 2;
  }
  const cacheFolder = cacheFolderOf(process.env);
  const host = await prepareHost({cacheFolder, say, tell: () => {}, forTests: true});
  if ('fault' in host) {
    say(host.fault);
    return 3;
  }
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-soak-'));
  try {
    return await crashed(host, cacheFolder, folder, count);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function crashed(host: PreparedHost, cacheFolder: string, folder: string, count: number): Promise<number> {
  const {kernel, tools} = host;
  const {accelerator} = await probeAccelerator({
    ...{qemu: tools.qemu, kernelImage: kernel.image, cacheFolder: join(cacheFolder, 'accelerator'), onLine: say},
  });
  const ko = await buildFalter({kernel, bwrap: tools.bwrap, folder});
  const target = createQemuTarget(
    {
      ...{...tools, kernel, accelerator, cacheFolder, folder: join(folder, 'target')},
      ...{memoryMiB: 256, cpus: 1, devices: [], times: detectorTimes},
    },
    {event: () => {}, console: () => {}, pulse: () => {}},
  );
  try {
    const ready = await target.powerOn();
    if (ready.kind !== 'up') throw new Error(`the target is ${ready.kind}: ${ready.why}`);
    const before = heldNow();
    const crashes = await crashesInARow({target, ko, count, each: sayCrash});
    return verdict(count, crashes, before, heldNow());
  } finally {
    await target.close();
  }
}

function sayCrash({fall, seconds, fault}: CrashInARow, number: number): void {
  const words = fault ?? 'back, and its record names the function';
  say(`${String(number).padStart(4)} ${fall.padEnd(5)} ${seconds.toFixed(1).padStart(6)} s  ${words}`);
}

function verdict(count: number, crashes: readonly CrashInARow[], before: Held, after: Held): number {
  const back = crashes.filter(({fault}) => fault === null).length;
  say(`${back} of ${count} came back by themselves with a record that names the function`);
  say(`memory ${mebibytes(before.memoryBytes)} -> ${mebibytes(after.memoryBytes)}`);
  say(`file descriptors ${before.fileDescriptors} -> ${after.fileDescriptors}`);
  say(`child processes ${before.children} -> ${after.children}`);
  const isEven = after.fileDescriptors <= before.fileDescriptors && after.children <= before.children;
  return back === count && isEven ? 0 : 1;
}
