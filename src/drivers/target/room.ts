// What every kind of target is to the loop that supervises it: a console, power, a channel, a watchdog and a store of crash records, each of
// them optional. An emulated machine, a board and, later, a place of a board farm stand behind this one interface.
import type {KernelNow} from '../../core/link.ts';
import type {Rung} from '../../core/target-events.ts';
import type {Hello} from './agent-link.ts';
import type {Channel} from './channel.ts';
import type {Harvest} from './harvest.ts';

export type {Channel} from './channel.ts';

/** What a room sees of its machine, in the order seen. */
export interface RoomListener {
  console(bytes: Uint8Array): void;
  /** The system is ready for commands. */
  hello(hello: Hello): void;
  heartbeat(kernel?: KernelNow): void;
  /** The hardware watchdog fired and stopped the machine. */
  watchdog(): void;
  /** The machine was reset. A room that cannot see a reset says so of those that it made itself. */
  reset(): void;
  guestPanicked(): void;
  /** The machine, or the process that is it, ended by itself; `signal` is the one that ended the process. */
  died(why: string, signal?: string): void;
  /** The console's line went away or came back; the machine may run on meanwhile. */
  line(state: 'lost' | 'back', why: string): void;
}

/** A saved state that was made, or why none was. */
export type SaveOutcome =
  | {readonly saved: true; readonly key: string; readonly bytes: number; readonly tookMs: number}
  | {readonly saved: false; readonly why: string};

export interface Room {
  /** The rungs that this target has, blunter ones later. The ones that only wait (`kernel`, `watchdog`) are listed where they can happen. */
  readonly rungs: readonly Rung[];
  /**
   * Resolves with the machine ready to run and everything connected; rejects in words. `fresh`: as after a power cycle; `kept`: RAM holds what it
   * held; `saved`: from the saved state, whose system says hello again once it goes on. A save that the machine refuses is discarded.
   */
  start(how: 'fresh' | 'kept' | 'saved'): Promise<void>;
  continue(): void;
  /** Registers and backtraces, as text, of a machine that a reset is about to end, running or stopped; it stays as it is. Empty: there are none to be had. */
  examine(): Promise<string>;
  /** Takes a rung of the recovery, all but `kernel`, `watchdog` and `restart`; the machine runs afterwards. Rejects in words when it can't be taken. */
  take(rung: Rung): Promise<void>;
  write(bytes: Uint8Array): void;
  /** A BREAK on the console's line; rejects in words when it can't be sent. */
  sendBreak(): Promise<void>;
  channel(): Channel | null;
  /** Saves the state that the machine is in now, a ready one; the machine goes on afterwards. Absent where there is no such thing. */
  save?(): Promise<SaveOutcome>;
  /** Whether `start('saved')` would find a save that fits. */
  hasSave?(): Promise<boolean>;
  /** Whether one that is started now would be another machine than the one that runs: its kernel was built anew, say. */
  isOutdated?(): Promise<boolean>;
  /** The save that fits is of no use: it was started from, and nothing came of it. */
  discardSave?(): Promise<void>;
  /** Crash records read without the machine's help, from what its RAM still holds (`ram-records.ts`); never rejects. */
  recordsLeft?(boot: number): Promise<Harvest>;
  /** The process that is the machine now; null where there is none. */
  pid(): number | null;
  /** When the channel is closed because the machine has ended: resolves when it has. */
  aftermath(): Promise<void>;
  kill(): Promise<void>;
  close(): Promise<void>;
}
