// What a target can be seen to do, as a driver tells it: one fact each, in the order seen.
import type {CrashReport} from '../kernel/report.ts';

export type ResetCause = 'watchdog' | 'panic' | 'person' | 'recovery' | 'unexpected';

/**
 * The rungs of recovery, gentlest first: the kernel's own reboot, the hardware watchdog, an NMI, SysRq, the reset line, a power cycle,
 * a new process on the old RAM.
 */
export type Rung = 'kernel' | 'watchdog' | 'nmi' | 'sysrq' | 'reset' | 'cycle' | 'restart';

/** One file that the target kept over a reboot. `text` is bounded; `file` is where the whole record lies on the host. */
export interface PstoreRecord {
  readonly name: string;
  /** As the kernel heads it, e.g. `Panic#2 Part1`; absent in records without a head. */
  readonly reason?: string;
  readonly bytes: number;
  readonly file: string;
  readonly reports: readonly CrashReport[];
}

export type TargetEvent =
  | {readonly type: 'target.poweredOn'; readonly boot: number; readonly accelerator: 'kvm' | 'tcg' | 'none'}
  /** The kernel's first line was seen. `boot` counts the boots of this target since the session began. */
  | {readonly type: 'target.bootStarted'; readonly boot: number; readonly release: string}
  /** Ready for commands, pstore read, watchdog armed. */
  | {
      readonly type: 'target.cameUp';
      readonly boot: number;
      readonly release: string;
      readonly bootId: string;
      /** Absent where the target has no hardware watchdog. */
      readonly heartbeatSeconds?: number;
    }
  | {readonly type: 'target.oopsed'; readonly report: CrashReport}
  | {readonly type: 'target.panicked'; readonly report: CrashReport}
  /** Declared by us after a deadline of silence, or by the hardware watchdog that fired. */
  | {readonly type: 'target.hung'; readonly silentSeconds: number; readonly lastLines: readonly string[]}
  /** The hardware watchdog fired; `registers` and `backtrace` were taken before the reset. */
  | {readonly type: 'target.watchdogFired'; readonly registers: string}
  | {readonly type: 'target.wasReset'; readonly cause: ResetCause}
  | {readonly type: 'target.harvestStarted'; readonly boot: number; readonly bootStatus: number}
  /** An empty list is a verdict too: no evidence was kept. */
  | {
      readonly type: 'target.harvested';
      readonly boot: number;
      readonly records: readonly PstoreRecord[];
      readonly unreadable: readonly string[];
    }
  | {readonly type: 'target.poweredOff'}
  /** The target's own process ended by itself. */
  | {readonly type: 'target.died'; readonly why: string}
  /** Nothing that was tried brought it back. */
  | {readonly type: 'target.lost'; readonly why: string};
