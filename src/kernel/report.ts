// A kernel's complaint as a value: what every recogniser of this folder makes and everything above it reads.

export const reportKinds = [
  // Traps of the processor.
  'oops',
  'nullPointer',
  'pageFault',
  'generalProtection',
  'divideError',
  'invalidOpcode',
  'doubleFault',
  'stackCorruption',
  // Checks of the kernel's own.
  'bug',
  'warning',
  'refcount',
  'debugObject',
  'listCorruption',
  'usercopy',
  'slab',
  'memoryState',
  'atomic',
  'lockdep',
  'rcuUsage',
  // Checkers that are compiled in.
  'kasan',
  'kfence',
  'kmsan',
  'kcsan',
  'ubsan',
  'memoryLeak',
  // What takes too long.
  'softLockup',
  'hardLockup',
  'rcuStall',
  'hungTask',
  'workqueueLockup',
  'hang',
  // The end, and what leads to it.
  'panic',
  'outOfMemory',
  'pageAllocation',
  'netdevice',
  'bootStopped',
  'unexpectedReboot',
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

export const stackSubjects = [
  'crash',
  'allocation',
  'free',
  'relatedWork',
  'lockChain',
  'lockHolder',
  'access',
  'other',
] as const;

/** What a stack is of. `access` is the other side of a race; `other` another CPU's, or a thread of the kernel's own. */
export type StackSubject = (typeof stackSubjects)[number];

export interface Stack {
  readonly what: StackSubject;
  /** The kernel's line above it: `Freed by task 7:`. */
  readonly label: string;
  readonly task?: string;
  readonly frames: readonly Frame[];
}

export interface Register {
  readonly name: string;
  /** In hexadecimal, as printed. */
  readonly value: string;
}

/** The machine code around the trap. On arm64 and arm the kernel prints words of four bytes, on Thumb of two, here in the order of memory. */
export interface CodeBytes {
  readonly bytes: readonly number[];
  /** Index in `bytes` where the trapping instruction begins. */
  readonly trapAt: number;
}

/** The memory that a checker complains of, as KASAN, KFENCE and SLUB describe it. */
export interface MemoryObject {
  /** In hexadecimal, as printed; where the object begins, if that is told, else the address that was touched. */
  readonly address?: string;
  readonly cache?: string;
  readonly sizeBytes?: number;
  /** From the object's beginning to what was touched; negative before it. */
  readonly offsetBytes?: number;
  /** In the kernel's words: `0 bytes inside of freed 64-byte region [ffff888..., ffff888...)`. */
  readonly relation?: string;
  readonly access?: MemoryAccess;
}

export interface MemoryAccess {
  readonly kind: 'read' | 'write' | 'free';
  readonly sizeBytes?: number;
  /** `dd/77`: name and number of the task. */
  readonly by?: string;
}

/** What lockdep says of locks, each line in its words. */
export interface LockFacts {
  readonly held: readonly string[];
  /** The cycle, from the lock that is wanted to the one that is held. */
  readonly chain: readonly string[];
  /** The drawing of who waits for whom, line by line. */
  readonly scenario: readonly string[];
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
  /** Where the processor was: RIP, EIP, pc, epc or NIP. */
  readonly instructionPointer?: Frame;
  /** The stack of the crash itself; `stacks` has it too. */
  readonly trace: readonly Frame[];
  readonly stacks: readonly Stack[];
  readonly registers?: readonly Register[];
  readonly code?: CodeBytes;
  readonly object?: MemoryObject;
  readonly locks?: LockFacts;
  readonly task?: string;
  readonly cpu?: number;
  readonly release?: string;
  /** As the kernel prints it after `Tainted:`, without the dots; absent when it says `Not tainted`. In words: taint.ts. */
  readonly taint?: string;
  /** Seconds since boot, from the printk time stamp of the first line. */
  readonly atSeconds?: number;
  readonly lines: readonly string[];
  readonly startLine: number;
  readonly endLine: number;
  /** Why the report cannot be trusted to be whole. */
  readonly corrupted?: string;
  /** Why it is known noise: nothing that anybody would mend. */
  readonly suppressed?: string;
  /** The kernel panicked after, or because of it. */
  readonly panicked: boolean;
  /** What stands behind `Kernel panic - not syncing:`. */
  readonly panicReason?: string;
}
