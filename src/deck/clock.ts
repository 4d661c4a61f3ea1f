// The screen's own clock: what it shows of time is counted here, what is true of time comes with the events.
import type {Clock} from '../ports.ts';

export const deckClock: Clock = {
  nowMs: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** What local time is ahead of UTC at that moment, milliseconds. */
export function zoneMsAt(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * 60_000;
}
