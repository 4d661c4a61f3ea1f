// What the driver believes about a target between two observations, what it can observe, and what it can do.
import type {PstoreRecord, TargetEvent} from '../../core/target-events.ts';
import type {ConsoleFact} from '../../kernel/console-watch.ts';
import type {Hello} from './agent-link.ts';

/** `sinceMs` is when the phase began, by the driver's clock. */
export type Phase =
  | {readonly name: 'off'; readonly why: string}
  | {readonly name: 'starting'}
  | {readonly name: 'booting'; readonly sinceMs: number}
  /** Reads what the last boot left; `told`: there was one, so the answer is of interest. */
  | {readonly name: 'harvesting'; readonly hello: Hello; readonly told: boolean}
  | {readonly name: 'up'}
  /** The kernel complained, and a panic should follow. */
  | {readonly name: 'oopsed'; readonly sinceMs: number}
  /** The reboot should follow. */
  | {readonly name: 'panicked'; readonly sinceMs: number}
  /** Silent; the hardware watchdog should fire. */
  | {readonly name: 'hung'; readonly sinceMs: number}
  /** The watchdog fired and stopped the machine; its registers are being read. */
  | {readonly name: 'examining'; readonly sinceMs: number}
  /** An NMI was sent, which the kernel should answer with a panic. */
  | {readonly name: 'interrupted'; readonly sinceMs: number}
  /** A reset was asked for and should be seen. */
  | {readonly name: 'resetting'; readonly sinceMs: number}
  /** A reset was seen. More of the same reboot may come, and the console may lag. */
  | {readonly name: 'settling'; readonly sinceMs: number}
  | {readonly name: 'lost'; readonly why: string};

/** What is known of how the current boot ends, should it end. */
export interface Ending {
  readonly asked?: 'person' | 'recovery';
  readonly watchdogFired: boolean;
  readonly hung: boolean;
  readonly panicked: boolean;
  /** The console had the panic's report. */
  readonly panicTold: boolean;
}

export interface Lifecycle {
  readonly phase: Phase;
  /** Boots since the driver was made; that of the current boot. */
  readonly boot: number;
  readonly accelerator: 'kvm' | 'tcg';
  /** The kernel of the current boot has said its first line. */
  readonly kernelSeen: boolean;
  readonly bootId?: string;
  readonly cameUp: boolean;
  /** Boots in a row that did not come up. */
  readonly failedBoots: number;
  /** RAM may hold what an earlier boot left. */
  readonly hasPast: boolean;
  readonly ending: Ending;
  readonly heartbeatMs: number;
  /** The console's newest byte. */
  readonly spokeMs: number;
}

/** `reset` is a person's wish; `recover` the driver's own, of a target that is up and yet unfit. */
export type Asked = 'on' | 'off' | 'reset' | 'recover';

export type Observation =
  | {readonly kind: 'asked'; readonly what: Asked}
  /** The machine stands ready, paused, with everything connected. */
  | {readonly kind: 'started'}
  | {readonly kind: 'notStarted'; readonly why: string}
  | {readonly kind: 'fact'; readonly fact: ConsoleFact}
  | {readonly kind: 'spoke'}
  | {readonly kind: 'hello'; readonly hello: Hello}
  | {readonly kind: 'heartbeat'}
  | {readonly kind: 'watchdog'; readonly lastLines: readonly string[]}
  | {readonly kind: 'examined'; readonly registers: string}
  | {readonly kind: 'guestPanicked'}
  | {readonly kind: 'reset'}
  | {
      readonly kind: 'harvested';
      readonly boot: number;
      readonly records: readonly PstoreRecord[];
      readonly unreadable: readonly string[];
    }
  | {readonly kind: 'died'; readonly why: string}
  /** A deadline may have passed. */
  | {readonly kind: 'time'; readonly lastLines: readonly string[]};

export type Action =
  | {readonly do: 'start'; readonly ram: 'fresh' | 'kept'}
  /** Lets the machine run. */
  | {readonly do: 'continue'}
  /** Registers, then an NMI, then lets it run. */
  | {readonly do: 'examine'}
  | {readonly do: 'interrupt'}
  | {readonly do: 'reset'}
  | {readonly do: 'kill'}
  | {readonly do: 'dropRequests'; readonly why: string}
  /** Reads pstore and clears it; not `kept`: only clears it. */
  | {readonly do: 'harvest'; readonly boot: number; readonly kept: boolean};

export interface Step {
  readonly state: Lifecycle;
  readonly events: readonly TargetEvent[];
  readonly actions: readonly Action[];
}

export const noEnding: Ending = {watchdogFired: false, hung: false, panicked: false, panicTold: false};

export function initialLifecycle(accelerator: 'kvm' | 'tcg', bootsBefore: number): Lifecycle {
  return {
    phase: {name: 'off', why: 'it was not switched on yet'},
    boot: bootsBefore,
    accelerator,
    kernelSeen: false,
    cameUp: false,
    failedBoots: 0,
    hasPast: false,
    ending: noEnding,
    heartbeatMs: 0,
    spokeMs: 0,
  };
}
