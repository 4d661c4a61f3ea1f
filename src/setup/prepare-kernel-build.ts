// A kernel built for checks, for what cannot do without one: the tools that build it are installed as set-up installs others, then it
// is built, unless it is there.
import type {TellProgress} from '../core/progress.ts';
import type {KernelProfile} from '../core/target-settings.ts';
import {systemClock} from '../drivers/clock.ts';
import {installPackages} from '../drivers/host/packages.ts';
import {hostSystem} from '../drivers/host/system.ts';
import {findTools, packagesOf} from '../drivers/host/tools.ts';
import {buildKernel} from '../drivers/kernel-build/build-kernel.ts';
import {buildToolsFault, kernelBuildTools} from '../drivers/kernel-build/build-tools.ts';
import {distributionSource} from '../drivers/kernel-build/find-source.ts';

export interface KernelBuildOptions {
  readonly cacheFolder: string;
  readonly profile: KernelProfile;
  readonly jobs: number;
  readonly say: (line: string) => void;
  readonly tell: TellProgress;
}

/** Null when it is there; else what is wrong and what to do. Never rejects. */
export async function prepareKernelBuild(options: KernelBuildOptions): Promise<string | null> {
  const {cacheFolder, profile, jobs, say, tell} = options;
  const {missing} = findTools(false, kernelBuildTools);
  if (missing.length > 0 && hostSystem().kind !== 'other') {
    const fault = await installPackages(packagesOf(missing), {say, tell});
    if (fault !== null) return fault;
  }
  const fault = buildToolsFault();
  if (fault !== null) return fault;
  try {
    const source = await distributionSource(cacheFolder, {say, tell});
    const {signal} = new AbortController();
    const {kernel, wasThere} = await buildKernel({
      cacheFolder,
      profile,
      source,
      jobs,
      clock: systemClock,
      signal,
      say,
      tell,
    });
    if (!wasThere) say(`${kernel.name} is built in ${kernel.manifest.seconds} s`);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
