// The kernel that notices more, for tests that need it: built when it is not there, which takes minutes. A whole run of the tests has
// done so before it begins.
import {availableParallelism} from 'node:os';
import {sanitizerKernel} from '../../../src/drivers/kernel-build/built-kernels.ts';
import type {KernelTree} from '../../../src/ports.ts';
import {prepareKernelBuild} from '../../../src/setup/prepare-kernel-build.ts';
import {cacheFolder} from './kernel-for-tests.ts';

export async function sanitizerKernelForTests(): Promise<KernelTree> {
  const jobs = availableParallelism();
  const fault = await prepareKernelBuild({cacheFolder, profile: 'sanitizer', jobs, say: () => {}, tell: () => {}});
  const kernel = fault === null ? await sanitizerKernel(cacheFolder, 'sanitizer') : null;
  if (kernel === null) throw new Error(fault ?? 'the sanitizer kernel is not there though it was built');
  return kernel;
}
