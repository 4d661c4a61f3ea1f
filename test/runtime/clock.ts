// A test double: a clock that moves only when it is told to.
import type {Clock} from '../../src/ports.ts';

export interface ManualClock extends Clock {
  /** Runs what comes due on the way, in order. */
  advance(ms: number): void;
}

export function manualClock(startMs: number): ManualClock {
  let now = startMs;
  let timers: readonly {readonly atMs: number; readonly then: () => void}[] = [];

  function advance(ms: number): void {
    const until = now + ms;
    for (;;) {
      const next = [...timers].sort((one, other) => one.atMs - other.atMs)[0];
      if (next === undefined || next.atMs > until) break;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.atMs);
      next.then();
    }
    now = until;
  }

  return {
    nowMs: () => now,
    advance,
    after(ms, then) {
      const timer = {atMs: now + ms, then};
      timers = [...timers, timer];
      // What is due at once is not worth a move of the clock.
      if (ms <= 0) setImmediate(() => advance(0));
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
}
