// Where a module's dynamic checks are made: targets of their own on a kernel that notices, the builder for that kernel, the task's files.
import type {FileToPush} from '../../../ports.ts';
import type {Builder} from '../../build/builder.ts';
import type {CaptureReader, RunTarget} from '../../target/task-run.ts';

/** What trials are made on. */
export interface TrialMachine {
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  /** The file of what its kernel said, on this host. */
  readonly console: string;
}

export interface DynamicPlace extends TrialMachine {
  /** The same with one CPU, on which an emulated kernel takes half the time: for what has nothing happen at once. */
  readonly single?: TrialMachine;
  /** Against the tree of the kernel that the target boots. */
  readonly builder: Builder;
  readonly kernel: NoticingKernel;
  /** Of this place alone; built modules are kept below it. */
  readonly folder: string;
  readonly buildSeconds: number;
  /** accept.sh and the sources of its programs, as they were written. */
  readonly acceptanceTexts?: readonly string[];
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
