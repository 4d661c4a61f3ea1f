// The one place that asks what time it is.
import type {Clock} from '../ports.ts';

/** Node's timers hold at most 2^31 - 1 ms; a longer wait fires early, and what it asks for is simply not due yet. */
const waitMsMax = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, Math.min(ms, waitMsMax));
    return () => clearTimeout(timer);
  },
};
