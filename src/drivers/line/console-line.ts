// What a console's line is to who uses it: bytes both ways, and abilities that not every line has.
import type {TargetEvent} from '../../core/target-events.ts';

/** What a process that holds a target can tell beside what comes now; a line by itself has none of it. */
export interface HeldAsides {
  /** Bytes that came before this was opened; where it is absent they are told as bytes. */
  old?(bytes: Uint8Array): void;
  event?(event: TargetEvent): void;
}

/** How a line went away: its other side ended it in good order, or something broke. */
export type Loss = 'ended' | 'broken';

export interface LineListener extends HeldAsides {
  bytes(bytes: Uint8Array): void;
  /** Told once for each time that the line goes away; then it is opened again until it is `back` or closed. */
  lost(why: string, how?: Loss): void;
  back(): void;
}

/** Whatever a line can't do, now or ever, rejects in words that name the line. */
export interface ConsoleLine {
  /** Resolves when the line has taken the bytes, so a slow line holds up who waits for it. Nothing is kept for a line that is away. */
  write(bytes: Uint8Array): Promise<void>;
  sendBreak(milliseconds: number): Promise<void>;
  setModemLines(lines: {readonly dtr?: boolean; readonly rts?: boolean}): Promise<void>;
  /** Whether bytes are read at the moment. Absent where the other side can't be made to wait, so that bytes would be lost. */
  setReading?(reads: boolean): void;
  close(): Promise<void>;
}

/** One opening of a line: it is told to be lost at most once, and not when it was closed. */
export interface BareLine {
  send(bytes: Uint8Array): Promise<void>;
  sendBreak(milliseconds: number): Promise<void>;
  setModemLines(lines: {readonly dtr?: boolean; readonly rts?: boolean}): Promise<void>;
  setReading?(reads: boolean): void;
  close(): Promise<void>;
}

export interface BareListener extends HeldAsides {
  bytes(bytes: Uint8Array): void;
  lost(why: string, how: Loss): void;
}

/** Where a console comes from: a line, or a target that another process holds. */
export interface ConsoleSource {
  /** As a person would name it. */
  readonly words: string;
  open(listener: LineListener): Promise<ConsoleLine>;
}
