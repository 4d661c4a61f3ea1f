// `kernel build`: a kernel of a profile, with a bar of what is left. An interrupted one goes on where it was.

import {systemClock} from '../drivers/clock.ts';
import {megabytes} from '../drivers/host/disk.ts';
import {folderBytes} from '../drivers/host/folder-bytes.ts';
import {type Built, buildKernel} from '../drivers/kernel-build/build-kernel.ts';
import {buildToolsFault} from '../drivers/kernel-build/build-tools.ts';
import {distributionSource, type KernelSource, namedSource} from '../drivers/kernel-build/find-source.ts';
import type {Fetching} from '../drivers/kernel-tree/fetch-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {messageOf} from '../runtime/insist.ts';
import {duration} from '../view/formats.ts';
import type {KernelAct} from './command-line.ts';
import {interruptedStatus, onInterrupt} from './interrupts.ts';
import {openProgressLine} from './progress-line.ts';
import {CommandFault, say} from './say.ts';

type BuildAct = Extract<KernelAct, {readonly act: 'build'}>;

export async function buildCommand({profile, source, jobs}: BuildAct): Promise<number> {
  const lacking = buildToolsFault();
  if (lacking !== null) throw new CommandFault(lacking, 3);
  const cacheFolder = cacheFolderOf(process.env);
  const line = openProgressLine();
  const controller = new AbortController();
  const off = onInterrupt(() => controller.abort());
  try {
    const from = await sourceOf(source, cacheFolder, {say: line.say, tell: line.tell, signal: controller.signal});
    const built = await buildKernel({
      ...{cacheFolder, profile, jobs, source: from, clock: systemClock, signal: controller.signal},
      ...{say: line.say, tell: line.tell},
    });
    line.close();
    await tellBuilt(built);
    return 0;
  } catch (error) {
    line.close();
    if (controller.signal.aborted) {
      say(`interrupted; what is compiled is kept: the same command goes on from there`);
      return interruptedStatus;
    }
    throw error instanceof CommandFault ? error : new CommandFault(messageOf(error), 3);
  } finally {
    off();
  }
}

async function sourceOf(named: string | undefined, cacheFolder: string, fetching: Fetching): Promise<KernelSource> {
  if (named === undefined) return distributionSource(cacheFolder, fetching);
  return namedSource(named, process.cwd()).catch((error: unknown) => {
    throw new CommandFault(messageOf(error), 2);
  });
}

async function tellBuilt({kernel: {name, folder, manifest}, wasThere}: Built): Promise<void> {
  const {release, profile, objects, seconds} = manifest;
  const size = megabytes(await folderBytes(folder));
  const how = wasThere ? 'is there and current' : `is built: ${objects} files in ${duration(seconds * 1000)}`;
  process.stdout.write(`${name} ${how}; kernel ${release}, ${size} in ${folder}\n`);
  if (!wasThere) process.stdout.write(`a target boots it with \`kernel: ${profile}\`\n`);
}
