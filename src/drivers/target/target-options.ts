// What the loop needs to know of a target, and what an emulated one is made of.
import type {KernelTree} from '../../ports.ts';
import type {DetectorTimes} from './kernel-arguments.ts';

export interface TargetLoopOptions {
  /** Of the session: pstore records are kept below it. */
  readonly folder: string;
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  readonly times: DetectorTimes;
  /** Boots that were counted before, in a session that is taken up again. */
  readonly bootsBefore?: number;
  /** What is wrong with what it was given, in words: it is never switched on then. */
  readonly faults?: readonly string[];
}

export interface QemuTargetOptions extends TargetLoopOptions {
  readonly qemu: string;
  readonly kernel: KernelTree;
  readonly busybox: string;
  readonly cacheFolder: string;
  readonly accelerator: 'kvm' | 'tcg';
  /** QEMU's `-machine`; `pc` unless said otherwise. */
  readonly machine?: string;
  readonly memoryMiB: number;
  readonly cpus: number;
  /** Each a QEMU `-device`. */
  readonly devices: readonly string[];
  /** What the kernel is told beyond what every target's is. */
  readonly moreArguments?: readonly string[];
}
