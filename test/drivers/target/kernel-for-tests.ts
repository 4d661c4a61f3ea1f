// The kernel that tests boot: the one of the cache, fetched when it is not there.
import {openKernel} from '../../../src/drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../../../src/drivers/session/folders.ts';
import type {KernelTree} from '../../../src/ports.ts';

export const cacheFolder = cacheFolderOf(process.env);

export function kernelForTests(): Promise<KernelTree> {
  return openKernel({cacheFolder, say: () => {}, tell: () => {}});
}
