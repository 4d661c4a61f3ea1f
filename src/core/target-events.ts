// What a target can be seen to do, as a driver tells it: one fact each, in the order seen.
import type {CrashReport} from '../kernel/report.ts';

/** `clean`: a run wanted a target that nothing has happened to. */
export type ResetCause = 'watchdog' | 'panic' | 'person' | 'recovery' | 'clean' | 'unexpected';

/**
 * The rungs of recovery: the kernel's own reboot, the hardware watchdog, an NMI, SysRq, the reset line, a power cycle, a new process on
 * the old RAM. Each kind of target names those that it has, gentlest first.
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

/** What a piece of evidence is: the console's last lines, QMP's word or the boot status, registers, a backtrace, records, RAM itself. */
export type EvidenceKind = 'console' | 'status' | 'registers' | 'backtrace' | 'pstore' | 'ram';

/** Of an event that a life begins with: how long the last one of its kind took until the target was up. */
export interface ComingUp {
  readonly usualMs?: number;
}

export type TargetEvent =
  | ({
      readonly type: 'target.poweredOn';
      readonly boot: number;
      readonly accelerator: 'kvm' | 'tcg' | 'none';
    } & ComingUp)
  /** The kernel's first line was seen. `boot` counts the boots of this target since the session began. */
  | ({readonly type: 'target.bootStarted'; readonly boot: number; readonly release: string} & ComingUp)
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
      /** What brought the reboot about after which this was read. */
      readonly rung?: Rung;
    }
  /** From its saved state, instead of a boot; `boot` counts lives of both kinds. */
  | ({
      readonly type: 'target.restored';
      readonly boot: number;
      readonly accelerator: 'kvm' | 'tcg' | 'none';
    } & ComingUp)
  /** The state of a boot that had just come up was saved, to start from again. */
  | {
      readonly type: 'target.stateSaved';
      readonly boot: number;
      readonly key: string;
      readonly bytes: number;
      readonly tookMs: number;
    }
  /** A state could not be saved, or no life came of a saved one; a boot follows. */
  | {readonly type: 'target.saveFailed'; readonly what: 'save' | 'restore'; readonly why: string}
  /** A clean target was asked for, and this one has no reset that could be taken: it is used as it is. */
  | {readonly type: 'target.notReset'; readonly why: string}
  /** `kernel` and `watchdog` are waited for, the others are taken by us; the next one follows when this one did not help in time. */
  | {readonly type: 'target.rungTaken'; readonly rung: Rung; readonly why: string; readonly withinSeconds: number}
  /** A piece of evidence, of the life numbered `boot`, and the rung that gave it. */
  | {
      readonly type: 'target.evidenceTaken';
      readonly boot: number;
      readonly rung: Rung;
      readonly what: EvidenceKind;
      readonly text?: string;
      readonly records?: readonly PstoreRecord[];
      readonly unreadable?: readonly string[];
    }
  /** The boot that began afterwards said who ended this one, which had ended without a word: its hardware watchdog. */
  | {readonly type: 'target.resetExplained'; readonly boot: number; readonly cause: 'watchdog'}
  /** The console's line went away. The target may run on; nothing can be said of it meanwhile. */
  | {readonly type: 'target.lineLost'; readonly why: string}
  | {readonly type: 'target.lineBack'}
  | {readonly type: 'target.poweredOff'}
  /** The target's own process ended by itself; `signal` is the one that ended it. */
  | {readonly type: 'target.died'; readonly why: string; readonly signal?: string}
  /** Nothing that was tried brought it back. */
  | {readonly type: 'target.lost'; readonly why: string};
