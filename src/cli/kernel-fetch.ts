// `kernel fetch`: the distribution's kernel and the source to build others from, into the cache before they are needed.

import {hostSystem} from '../drivers/host/system.ts';
import {distributionSource, sourceHere} from '../drivers/kernel-build/find-source.ts';
import {openKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {messageOf} from '../runtime/insist.ts';
import {kernelAdvice} from '../setup/advice.ts';
import {openProgressLine, type ProgressLine} from './progress-line.ts';
import {CommandFault} from './say.ts';

type Which = 'both' | 'kernel' | 'source';

export async function fetchKernels(which: Which): Promise<number> {
  const cacheFolder = cacheFolderOf(process.env);
  const {kind, name} = hostSystem();
  if (kind !== 'debian') throw new CommandFault(kernelAdvice(name), 3);
  const line = openProgressLine();
  try {
    const rows = await fetched(which, cacheFolder, line);
    line.close();
    process.stdout.write(rows.map((row) => `${row}\n`).join(''));
    return 0;
  } catch (error) {
    line.close();
    throw new CommandFault(messageOf(error), 3);
  }
}

async function fetched(which: Which, cacheFolder: string, {say, tell}: ProgressLine): Promise<readonly string[]> {
  const rows: string[] = [];
  if (which !== 'source') {
    const {release, image} = await openKernel({cacheFolder, say, tell});
    rows.push(`kernel ${release}: ${image}`);
  }
  if (which !== 'kernel') {
    const wasHere = (await sourceHere(cacheFolder)) !== null;
    const {path} = await distributionSource(cacheFolder, {say, tell});
    rows.push(`source: ${path}${wasHere ? ', which was here' : ''}`);
  }
  return rows;
}
