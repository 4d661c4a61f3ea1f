// What an emulated machine is made of, from what a target was asked to be: its initramfs, command line and devices.
import {access} from 'node:fs/promises';
import {type ExtraDevice, extraDevices} from './extra-devices.ts';
import {guestImage} from './guest-image.ts';
import {kernelArguments, type RamoopsZone, ramoopsArguments, ramoopsZone} from './kernel-arguments.ts';
import type {MachineOptions} from './machine.ts';
import type {QemuTargetOptions} from './target-options.ts';

export interface MachinePlan {
  readonly machine: Omit<MachineOptions, 'name' | 'ramFd' | 'stateFd'>;
  readonly extra: readonly ExtraDevice[];
  readonly zone: RamoopsZone;
}

/** Made once, and again when the cache was emptied meanwhile. */
export function planner(options: QemuTargetOptions): () => Promise<MachinePlan> {
  let plan: MachinePlan | null = null;
  return async () => {
    if (plan === null || !(await isThere(plan.machine.initramfs))) plan = await planOf(options);
    return plan;
  };
}

async function planOf(options: QemuTargetOptions): Promise<MachinePlan> {
  const zone = ramoopsZone(options.memoryMiB);
  const extra = extraDevices(options.devices);
  const initramfs = await guestImage({
    kernel: options.kernel,
    cacheFolder: options.cacheFolder,
    busybox: options.busybox,
    heartbeatSeconds: options.times.hardwareWatchdogSeconds,
    ramoopsArguments: ramoopsArguments(zone),
  });
  const {qemu, accelerator, memoryMiB, cpus} = options;
  const machine = {
    ...{qemu, initramfs, accelerator, memoryMiB, cpus, machine: options.machine ?? 'pc'},
    kernelImage: options.kernel.image,
    kernelArguments: kernelArguments(options.times, zone),
    devices: extra.map(({words}) => words),
  };
  return {machine, extra, zone};
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
