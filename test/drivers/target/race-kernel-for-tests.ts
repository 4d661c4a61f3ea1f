// The kernel that notices races, for tests that need it: few have it, so it is not built for them, and they say so where they are skipped.
import {sanitizerKernel} from '../../../src/drivers/kernel-build/built-kernels.ts';
import {cacheFolder} from './kernel-for-tests.ts';

export const raceKernel = await sanitizerKernel(cacheFolder, 'kcsan').catch(() => null);

/** False, or why. */
export const skip =
  raceKernel === null ? 'the kcsan kernel is not built; `quarterdeck kernel build --profile kcsan` makes one' : false;
