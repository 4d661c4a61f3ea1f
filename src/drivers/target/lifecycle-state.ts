// What the driver believes about a target between two observations, what it can observe, and what it can do.
import type {PstoreRecord, Rung, TargetEvent} from '../../core/target-events.ts';
import type {ConsoleFact} from '../../kernel/console-watch.ts';
import type {Hello} from './agent-link.ts';
import type {SaveOutcome} from './room.ts';

/** `fresh`: as after a power cycle; `kept`: RAM holds what it held; `saved`: from the saved state. */
export type StartHow = 'fresh' | 'kept' | 'saved';

/** `sinceMs` is when the phase began, by the driver's clock. */
export type Phase =
  | {readonly name: 'off'; readonly why: string}
  | {readonly name: 'starting'; readonly how: StartHow}
  /** Goes on from a saved state, and should say hello. */
  | {readonly name: 'restoring'; readonly sinceMs: number}
  | {readonly name: 'booting'; readonly sinceMs: number}
  /** Reads what the last boot left; `told`: there was one, so the answer is of interest. */
  | {readonly name: 'harvesting'; readonly hello: Hello; readonly told: boolean}
  /** Its state is being saved before anything happens to it. */
  | {readonly name: 'saving'; readonly hello: Hello; readonly sinceMs: number}
  | {readonly name: 'up'}
  /** Registers are being read; then the rung is taken. `byWatchdog`: it is the watchdog that stopped the machine. */
  | {
      readonly name: 'examining';
      readonly rung: Rung;
      readonly why: string;
      readonly byWatchdog: boolean;
      readonly sinceMs: number;
    }
  /** Waits for what a rung should bring, until the next one is due; null while the rung is still being taken. */
  | {readonly name: 'recovering'; readonly rung: Rung; readonly sinceMs: number; readonly untilMs: number | null}
  /** A reset was seen. More of the same reboot may come, and the console may lag. */
  | {readonly name: 'settling'; readonly sinceMs: number}
  | {readonly name: 'lost'; readonly why: string};

/** What is known of how the current boot ends, should it end. */
export interface Ending {
  readonly asked?: 'person' | 'recovery' | 'clean';
  /** The bluntest rung that this boot has seen. */
  readonly reached?: Rung;
  /** Registers were asked for. */
  readonly examined: boolean;
  readonly watchdogFired: boolean;
  readonly hung: boolean;
  readonly oopsed: boolean;
  readonly panicked: boolean;
  /** The console had the panic's report. */
  readonly panicTold: boolean;
}

export interface Lifecycle {
  readonly phase: Phase;
  /** Those that this target has, blunter ones later. */
  readonly rungs: readonly Rung[];
  /** Boots and restores since the session began; that of the current life. */
  readonly boot: number;
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  /** The kernel of the current boot has said its first line. */
  readonly kernelSeen: boolean;
  /** What the system of the current life said first. */
  readonly hello?: Hello;
  readonly cameUp: boolean;
  /** How the current life began. */
  readonly began: StartHow | 'reset';
  /** Boots in a row that did not come up. */
  readonly failedBoots: number;
  /** The bluntest reset that the recovery has taken since the target was last up. */
  readonly climbed?: Rung;
  /** RAM may hold what an earlier boot left. */
  readonly hasPast: boolean;
  /** That was not read yet. */
  readonly isUnread: boolean;
  /** The rung that brought the current boot about. */
  readonly broughtBy?: Rung;
  /** The boot that ended without a word, if the one before the current did. */
  readonly unexplained?: number;
  /** The next boot that comes up is saved. */
  readonly saveWanted: boolean;
  readonly ending: Ending;
  readonly heartbeatMs: number;
  /** The console's newest byte. */
  readonly spokeMs: number;
  readonly lineLost?: {readonly why: string; readonly sinceMs: number};
}

/** `reset` is a person's wish; `recover` the driver's own, of a target that is up and yet unfit. */
export type Asked = 'on' | 'off' | 'reset' | 'recover';

/** `impossible`: this kind of target has no saves. */
export type SaveState = 'there' | 'missing' | 'impossible';

export type Observation =
  | {readonly kind: 'asked'; readonly what: Asked}
  /** A clean target is wanted; `untouched`: nobody has done anything to it in its life; `outdated`: it would be made of something else now. */
  | {
      readonly kind: 'askedClean';
      readonly how: 'saved' | 'booted';
      readonly save: SaveState;
      readonly untouched: boolean;
      readonly outdated: boolean;
    }
  /** The machine stands ready, paused, with everything connected. */
  | {readonly kind: 'started'}
  | {readonly kind: 'notStarted'; readonly why: string}
  | {readonly kind: 'fact'; readonly fact: ConsoleFact}
  | {readonly kind: 'spoke'}
  | {readonly kind: 'hello'; readonly hello: Hello}
  | {readonly kind: 'heartbeat'}
  | {readonly kind: 'watchdog'; readonly lastLines: readonly string[]}
  | {readonly kind: 'examined'; readonly registers: string}
  | {readonly kind: 'taken'; readonly rung: Rung}
  | {readonly kind: 'notTaken'; readonly rung: Rung; readonly why: string}
  | {readonly kind: 'guestPanicked'}
  | {readonly kind: 'reset'}
  | {
      readonly kind: 'harvested';
      readonly boot: number;
      readonly records: readonly PstoreRecord[];
      readonly unreadable: readonly string[];
    }
  /** RAM was read without the machine's help. */
  | {
      readonly kind: 'salvaged';
      readonly boot: number;
      readonly rung: Rung;
      readonly records: readonly PstoreRecord[];
      readonly unreadable: readonly string[];
    }
  | {readonly kind: 'saved'; readonly outcome: SaveOutcome}
  | {readonly kind: 'line'; readonly state: 'lost' | 'back'; readonly why: string}
  | {readonly kind: 'died'; readonly why: string; readonly signal?: string}
  /** A deadline may have passed. */
  | {readonly kind: 'time'; readonly lastLines: readonly string[]};

export type Action =
  /** What is being salvaged is read before. */
  | {readonly do: 'start'; readonly how: StartHow}
  /** Lets the machine run. */
  | {readonly do: 'continue'}
  | {readonly do: 'examine'}
  | {readonly do: 'take'; readonly rung: Rung}
  | {readonly do: 'kill'}
  | {readonly do: 'dropRequests'; readonly why: string}
  /** Reads pstore and clears it; not `kept`: only clears it. */
  | {readonly do: 'harvest'; readonly boot: number; readonly kept: boolean}
  /** Reads what RAM still holds of a life that nobody can ask any more. */
  | {readonly do: 'salvage'; readonly boot: number; readonly rung: Rung}
  | {readonly do: 'save'}
  | {readonly do: 'discardSave'};

export interface Step {
  readonly state: Lifecycle;
  readonly events: readonly TargetEvent[];
  readonly actions: readonly Action[];
}

export const noEnding: Ending = {
  ...{examined: false, watchdogFired: false, hung: false, oopsed: false, panicked: false, panicTold: false},
};

export function initialLifecycle(options: {
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  readonly bootsBefore: number;
  readonly rungs: readonly Rung[];
}): Lifecycle {
  return {
    phase: {name: 'off', why: 'it was not switched on yet'},
    rungs: options.rungs,
    boot: options.bootsBefore,
    accelerator: options.accelerator,
    kernelSeen: false,
    cameUp: false,
    began: 'fresh',
    failedBoots: 0,
    hasPast: false,
    isUnread: false,
    saveWanted: false,
    ending: noEnding,
    heartbeatMs: 0,
    spokeMs: 0,
  };
}

export function isRunning({phase}: Lifecycle): boolean {
  return phase.name !== 'off' && phase.name !== 'starting' && phase.name !== 'lost';
}

/** Whether what is done to the target from now on is done to another life of it; a reset takes a moment until it is one. */
export function beginsLife(before: Lifecycle, now: Lifecycle): boolean {
  const [was, is] = [before.phase.name, now.phase.name];
  if (is === 'starting' || is === 'settling') return was !== is;
  return now.boot !== before.boot && was !== 'starting' && was !== 'settling';
}

export function still(state: Lifecycle): Step {
  return {state, events: [], actions: []};
}

export function moved(state: Lifecycle, phase: Phase): Step {
  return still({...state, phase});
}

export function act(state: Lifecycle, ...actions: readonly Action[]): Step {
  return {state, events: [], actions};
}

/** Two steps as one. */
export function after(first: Step, next: (state: Lifecycle) => Step): Step {
  const second = next(first.state);
  return {
    state: second.state,
    events: [...first.events, ...second.events],
    actions: [...first.actions, ...second.actions],
  };
}

/** A step that gave the target up has no next one. */
export function then(first: Step, next: (state: Lifecycle) => Step): Step {
  return isRunning(first.state) ? after(first, next) : first;
}
