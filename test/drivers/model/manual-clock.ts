// A clock that moves only when a test moves it.
import type {Clock} from '../../../src/ports.ts';

export interface ManualClock extends Clock {
  /** Moves on, firing what becomes due on the way, in order. */
  readonly advance: (ms: number) => void;
  /** Moves to the next thing that is due; false when nothing is. */
  readonly advanceToNext: () => boolean;
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let timers: {readonly atMs: number; readonly then: () => void}[] = [];

  function next(): (typeof timers)[number] | undefined {
    return timers.reduce<(typeof timers)[number] | undefined>(
      (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
      undefined,
    );
  }

  function fire(timer: (typeof timers)[number]): void {
    timers = timers.filter((other) => other !== timer);
    nowMs = Math.max(nowMs, timer.atMs);
    timer.then();
  }

  return {
    nowMs: () => nowMs,
    after: (ms, then) => {
      const timer = {atMs: nowMs + ms, then};
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      for (let timer = next(); timer !== undefined && timer.atMs <= untilMs; timer = next()) fire(timer);
      nowMs = untilMs;
    },
    advanceToNext: () => {
      const timer = next();
      if (timer !== undefined) fire(timer);
      return timer !== undefined;
    },
  };
}
