// What passes between the core and a screen that is attached to it, one JSON object a line. Events are the protocol; the
// rest is the data plane: console bytes and words as they stream, which may be dropped for a screen that does not keep up.
import type {PersonCommand} from './commands.ts';
import type {Entry} from './events.ts';
import type {TurnId} from './ids.ts';
import type {Role} from './roles.ts';

export const linkVersion = 1;

export type UpLine =
  | {readonly kind: 'attach'; readonly version: number; readonly fromSeq: number}
  | {readonly kind: 'command'; readonly id: number; readonly command: PersonCommand}
  /** What the person typed at the target's console. */
  | {readonly kind: 'type'; readonly base64: string; readonly by?: Typist}
  /** What the console said before a place of the capture; `consoleBefore` answers. */
  | {readonly kind: 'consoleBefore'; readonly toByte: number}
  /** A BREAK on the console's line; answered as a command is. */
  | {readonly kind: 'break'; readonly id: number};

/**
 * Whose bytes they are. A terminal answers what a program asks it (where its cursor is); of several screens that show the same console
 * only one may, that of the person who typed last.
 */
export type Typist = 'person' | 'terminal';

export type DownLine =
  | {readonly kind: 'entry'; readonly entry: Entry}
  /** All that was in the journal has been sent; what follows is live. */
  | {readonly kind: 'caughtUp'; readonly seq: number}
  | {readonly kind: 'reply'; readonly id: number; readonly refused?: string}
  /** `fromByte` is the place of the first byte in the capture file; a gap means that the screen was too slow. */
  | {readonly kind: 'console'; readonly fromByte: number; readonly base64: string}
  /** Whole lines up to the place that was asked for, `consolePieceBytes` at most; nothing where there is nothing. */
  | {readonly kind: 'consoleBefore'; readonly fromByte: number; readonly base64: string}
  /** What a person typed at the console, on whatever screen: its echo follows at `atByte` of the capture. Empty for what was typed before. */
  | {readonly kind: 'typed'; readonly base64: string; readonly atByte?: number}
  | ({readonly kind: 'delta'} & Delta)
  /** The target's watchdog was petted and its heartbeat came. */
  | {readonly kind: 'pulse'; readonly atMs: number; readonly kernel?: KernelNow}
  /** The journal can't be written: work waits. Null when that is over. */
  | {readonly kind: 'trouble'; readonly what: string | null}
  | {readonly kind: 'refused'; readonly why: string};

/** What the target's kernel said of itself with its last heartbeat. Seen and shown, never journaled. */
export interface KernelNow {
  /** From outside of the kernel's own tree, the newest first; bounded. */
  readonly modules: readonly string[];
  /** How many of the kernel's own are loaded beside them. */
  readonly ownModules: number;
  /** As the letters behind `Tainted:`; empty for none. */
  readonly taint: string;
}

/** A piece of an answer that is still being written. It is shown, and believed only when the answer is complete. */
export interface Delta {
  readonly role: Role;
  readonly turn: TurnId;
  /** A `notice` is the house's own: about the stream, not of it. */
  readonly what: 'text' | 'reasoning' | 'call' | 'notice';
  readonly text: string;
}

/** The bytes of console tail that a screen gets when it attaches. */
export const consoleTailBytes = 64 * 1024;
/** The bytes of a piece of what was before that. */
export const consolePieceBytes = 256 * 1024;
