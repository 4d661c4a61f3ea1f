// What a target needs of the host: tools, a kernel, and what QEMU can run it with. Says what it does while it takes its time.
import {join} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {probeAccelerator} from '../drivers/target/accelerator.ts';
import {prepareBoardHost, prepareHost} from '../setup/prepare.ts';
import {boardKernelOf, namedKernel} from './choose-target.ts';
import {openProgressLine, type ProgressLine} from './progress-line.ts';
import {CommandFault} from './say.ts';
import type {StartFile} from './start-file.ts';

export type Prepared = Pick<StartFile, 'kernel' | 'tools' | 'accelerator'>;

/** Throws a CommandFault of status 3 that says what is missing and what to do. */
export async function prepare(settings: TargetSettings): Promise<Prepared> {
  const line = openProgressLine();
  try {
    return await preparedFor(settings, line);
  } finally {
    line.close();
  }
}

async function preparedFor(settings: TargetSettings, {say, tell}: ProgressLine): Promise<Prepared> {
  const cacheFolder = cacheFolderOf(process.env);
  if (settings.kind === 'board') {
    const host = await prepareBoardHost({say, tell, kernel: boardKernelOf(settings)});
    if ('fault' in host) throw new CommandFault(host.fault, 3);
    // A board is no machine of ours to speed up.
    return {...host, accelerator: 'tcg'};
  }
  const kernelOf = namedKernel(settings, cacheFolder);
  const host = await prepareHost({cacheFolder, say, tell, ...(kernelOf === null ? {} : {kernel: kernelOf})});
  if ('fault' in host) throw new CommandFault(host.fault, 3);
  const {kernel, tools} = host;
  if (settings.accelerator !== 'auto') return {kernel, tools, accelerator: settings.accelerator};
  const {accelerator} = await probeAccelerator({
    qemu: tools.qemu,
    kernelImage: kernel.image,
    cacheFolder: join(cacheFolder, 'accelerator'),
    onLine: (what) => tell({what, done: 0, of: 0, unit: 'parts'}),
  });
  return {kernel, tools, accelerator};
}
