// What a run needs of the host: tools, a kernel, and what QEMU can run it with. Says what it does while it takes its time.
import {join} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {probeAccelerator} from '../drivers/target/accelerator.ts';
import {prepareHost} from '../setup/prepare.ts';
import {CommandFault, say} from './say.ts';
import type {StartFile} from './start-file.ts';

export type Prepared = Pick<StartFile, 'kernel' | 'tools' | 'accelerator'>;

export async function prepare({target}: Configuration): Promise<Prepared> {
  const cacheFolder = cacheFolderOf(process.env);
  const host = await prepareHost({
    cacheFolder,
    say,
    ...(target.kernel === undefined ? {} : {ownKernel: target.kernel}),
  });
  if ('fault' in host) throw new CommandFault(host.fault, 3);
  const {kernel, tools} = host;
  if (target.accelerator !== 'auto') return {kernel, tools, accelerator: target.accelerator};
  const {accelerator} = await probeAccelerator({
    qemu: tools.qemu,
    kernelImage: kernel.image,
    cacheFolder: join(cacheFolder, 'accelerator'),
    onLine: say,
  });
  return {kernel, tools, accelerator};
}
