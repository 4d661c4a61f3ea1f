// Where a module's dynamic checks are made: a target of their own on a kernel that notices, the builder for that kernel, the task's files.

import type {FileToPush} from '../../../ports.ts';
import type {Builder} from '../../build/builder.ts';
import type {CaptureReader, RunTarget} from '../../target/task-run.ts';

export interface DynamicPlace {
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  /** Against the tree of the kernel that the target boots. */
  readonly builder: Builder;
  readonly kernel: NoticingKernel;
  /** Of this place alone; built modules are kept below it. */
  readonly folder: string;
  readonly buildSeconds: number;
  /** accept.sh and the compiled programs of the task; none where there is no task. May reject in words. */
  files(): Promise<readonly FileToPush[]>;
}

export interface NoticingKernel {
  readonly profile: 'sanitizer' | 'kcsan';
  readonly release: string;
}

const notices: Readonly<Record<NoticingKernel['profile'], string>> = {
  sanitizer: 'KASAN, lockdep, kmemleak, debug objects, UBSAN, sleeping in atomic',
  kcsan: 'KCSAN',
};

/** `sanitizer kernel 6.1.176 (KASAN, lockdep, ...)` */
export function kernelWords({profile, release}: NoticingKernel): string {
  return `${profile} kernel ${release} (${notices[profile]})`;
}
