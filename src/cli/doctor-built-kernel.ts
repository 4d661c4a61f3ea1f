// doctor's look at the kernel that notices more: a run goes without it, and its findings are then fewer.
import {megabytes} from '../drivers/host/disk.ts';
import {storedKernels} from '../drivers/kernel-build/stored-kernels.ts';
import type {Check} from './doctor-table.ts';

const name = 'sanitizer kernel';
const mend = 'optional: quarterdeck kernel build --profile sanitizer';

export async function checkSanitizerKernel(cacheFolder: string): Promise<Check> {
  const built = (await storedKernels(cacheFolder)).filter(({manifest}) => manifest?.profile === 'sanitizer');
  const chosen = built.find(({standing}) => standing.kind === 'whole') ?? built[0];
  if (chosen?.manifest === undefined) {
    return {
      name,
      state: 'warn',
      found: 'not built: leaks, races and wrong memory are noticed only where they crash',
      mend,
    };
  }
  const found = `${chosen.manifest.release}, ${megabytes(chosen.bytes)} in ${chosen.path}`;
  if (chosen.standing.kind !== 'outdated') return {name, state: 'ok', found};
  return {name, state: 'warn', found: `${found}; ${chosen.standing.changed.join(' and ')} changed since`, mend};
}
