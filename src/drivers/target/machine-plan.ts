// What an emulated machine is made of, from what a target was asked to be: its initramfs, command line and devices.
import {access} from 'node:fs/promises';
import {join} from 'node:path';
import {type ExtraDevice, extraDevices} from './extra-devices.ts';
import {fileStamp} from './file-stamp.ts';
import {guestImage, guestModules} from './guest-image.ts';
import {kernelArguments, type RamoopsZone, ramoopsArguments, ramoopsZone} from './kernel-arguments.ts';
import type {MachineOptions} from './machine.ts';
import type {QemuTargetOptions} from './target-options.ts';

export interface MachinePlan {
  readonly machine: Omit<MachineOptions, 'name' | 'ramFd' | 'stateFd'>;
  readonly extra: readonly ExtraDevice[];
  readonly zone: RamoopsZone;
}

/** Made once, and again when what it is made of has changed, or the cache was emptied. */
export function planner(options: QemuTargetOptions): () => Promise<MachinePlan> {
  let known: {readonly plan: MachinePlan; readonly modules: readonly string[]; readonly stamps: string} | null = null;
  return async () => {
    if (known !== null && known.stamps === (await stampsOf(options, known.modules))) {
      if (await isThere(known.plan.machine.initramfs)) return known.plan;
    }
    const modules = await guestModules(options.kernel);
    // Before they are read: what changes meanwhile is seen the next time.
    const stamps = await stampsOf(options, modules);
    const plan = await planOf(options, modules);
    known = {plan, modules, stamps};
    return plan;
  };
}

/** Of the kernel, and of all that its initramfs is made of and that a person may build anew. */
async function stampsOf({kernel, busybox}: QemuTargetOptions, modules: readonly string[]): Promise<string> {
  const below = ['modules.dep', 'modules.builtin', ...modules].map((path) => join(kernel.modulesFolder, path));
  const stamps = [kernel.image, busybox, ...below].map((path) => fileStamp(path).catch(() => 'missing'));
  return (await Promise.all(stamps)).join('\n');
}

async function planOf(options: QemuTargetOptions, modules: readonly string[]): Promise<MachinePlan> {
  const zone = ramoopsZone(options.memoryMiB);
  const extra = extraDevices(options.devices);
  const image = {
    kernel: options.kernel,
    cacheFolder: options.cacheFolder,
    busybox: options.busybox,
    heartbeatSeconds: options.times.hardwareWatchdogSeconds,
    ramoopsArguments: ramoopsArguments(zone),
  };
  const initramfs = await guestImage(image, modules);
  const {qemu, accelerator, memoryMiB, cpus} = options;
  const machine = {
    ...{qemu, initramfs, accelerator, memoryMiB, cpus, machine: options.machine ?? 'pc'},
    kernelImage: options.kernel.image,
    kernelArguments: [...kernelArguments(options.times, zone), ...(options.moreArguments ?? [])],
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
