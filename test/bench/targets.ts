// What the benches of targets share: what they are given, and the machine that they measure.
import {join} from 'node:path';
import {detectorTimes} from '../../src/drivers/target/kernel-arguments.ts';
import type {QemuTargetOptions} from '../../src/drivers/target/target-options.ts';
import type {KernelTree} from '../../src/ports.ts';

export interface TargetBench {
  readonly kernel: KernelTree;
  readonly tools: {readonly qemu: string; readonly busybox: string};
  readonly cacheFolder: string;
  readonly folder: string;
  readonly print: (line: string) => void;
}

export const memoryMiB = 512;

/** In a folder of this name below the bench's own. */
export function targetOptions({kernel, tools, cacheFolder, folder}: TargetBench, name: string): QemuTargetOptions {
  return {
    ...{...tools, kernel, cacheFolder, folder: join(folder, name)},
    ...{accelerator: 'tcg', memoryMiB, cpus: 1, devices: [], times: detectorTimes},
  };
}
