// A kernel's complaint as a value: what every recogniser of this folder makes and everything above it reads.

export const reportKinds = [
  'oops',
  'bug',
  'warning',
  'panic',
  'slab',
  'atomic',
  'softLockup',
  'rcuStall',
  'hungTask',
  'hang',
  'other',
] as const;

export type ReportKind = (typeof reportKinds)[number];

/** One line of a stack trace, as the kernel prints it: `ringlog_read+0x81/0x140 [ringlog]`. */
export interface Frame {
  readonly symbol: string;
  readonly offset: number;
  /** Size of the symbol in bytes; the kernel prints 0x1000 for functions of a module's init section. */
  readonly size: number;
  /** Absent for a frame of the kernel image. */
  readonly module?: string;
  /** False where the kernel marked the frame with `?`: found on the stack, not on the unwound path. */
  readonly reliable: boolean;
}

/** A crash report. `lines` is bounded; `startLine` and `endLine` are 1-based lines of the text that it was found in. */
export interface CrashReport {
  readonly kind: ReportKind;
  /** In the syzbot convention, so that it can be looked up: `BUG: unable to handle kernel NULL pointer dereference in ringlog_read`. */
  readonly title: string;
  /** The first frame that is not part of the kernel's reporting machinery. */
  readonly frame?: Frame;
  /** The first frame inside a module under test: the code that can be mended. */
  readonly moduleFrame?: Frame;
  readonly trace: readonly Frame[];
  readonly task?: string;
  readonly cpu?: number;
  readonly release?: string;
  /** As the kernel prints it after `Tainted:`, without the dots; absent when it says `Not tainted`. */
  readonly taint?: string;
  /** Seconds since boot, from the printk time stamp of the first line. */
  readonly atSeconds?: number;
  readonly lines: readonly string[];
  readonly startLine: number;
  readonly endLine: number;
  /** Why the report cannot be trusted to be whole. */
  readonly corrupted?: string;
  /** The kernel panicked after, or because of it. */
  readonly panicked: boolean;
  /** What stands behind `Kernel panic - not syncing:`. */
  readonly panicReason?: string;
}
