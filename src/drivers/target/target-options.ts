// What an emulated target is made of.
import type {KernelTree} from '../../ports.ts';
import type {DetectorTimes} from './kernel-arguments.ts';

export interface QemuTargetOptions {
  readonly qemu: string;
  readonly kernel: KernelTree;
  readonly busybox: string;
  readonly cacheFolder: string;
  /** Of the session: pstore records are kept below it. */
  readonly folder: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly memoryMiB: number;
  readonly cpus: number;
  /** Each a QEMU `-device`. */
  readonly devices: readonly string[];
  readonly times: DetectorTimes;
  /** Boots that were counted before, in a session that is taken up again. */
  readonly bootsBefore?: number;
}
