// Who has the console of a board, and what a silence there is worth. A board has no agent, so its shell is asked when nothing else is;
// but never while a person types, or a program of theirs runs.

/** What is to be done now, or how long to wait before asking this again. */
export type Turn =
  | {readonly do: 'ask'}
  | {readonly do: 'takeBack'}
  /** Nothing can be asked, and nothing speaks against the board. */
  | {readonly do: 'believe'; readonly againMs: number}
  | {readonly do: 'wait'; readonly againMs: number};

/** All in milliseconds of one clock. */
export interface Served {
  readonly heardMs: number;
  readonly nowMs: number;
  readonly everyMs: number;
  /** Requests under way are as good as a question. */
  readonly isBusy: boolean;
}

export interface Typed {
  readonly typedMs: number;
  readonly nowMs: number;
  readonly everyMs: number;
  readonly isBusy: boolean;
  /** The last line is a prompt: nothing of the person's runs. */
  readonly atPrompt: boolean;
}

/** A person who thinks is not a person who left. */
const idleMs = 30_000;
/** Somebody waits for the board meanwhile. */
const idleWhenWantedMs = 5000;
/** A program that a person left running is not judged for so long; then the console is taken all the same. */
const leftMs = 600_000;

export function turnServed({heardMs, nowMs, everyMs, isBusy}: Served): Turn {
  const dueMs = heardMs + everyMs - nowMs;
  if (dueMs > 0) return {do: 'wait', againMs: dueMs};
  return isBusy ? {do: 'wait', againMs: everyMs} : {do: 'ask'};
}

export function turnTyped({typedMs, nowMs, everyMs, isBusy, atPrompt}: Typed): Turn {
  const idle = nowMs - typedMs;
  const patience = atPrompt ? (isBusy ? idleWhenWantedMs : idleMs) : leftMs;
  return idle >= patience ? {do: 'takeBack'} : {do: 'believe', againMs: Math.min(everyMs, patience - idle)};
}
