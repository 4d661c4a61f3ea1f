// Two deadlines for a silence: one to say so, one to give up. Any sign of life starts both over.
import type {Clock} from '../../ports.ts';

export interface IdleWatch {
  readonly heard: () => void;
  readonly stop: () => void;
}

export function watchIdle(
  clock: Clock,
  {warnMs, stalledMs}: {readonly warnMs: number; readonly stalledMs: number},
  on: {readonly warn: () => void; readonly stalled: () => void},
): IdleWatch {
  let cancel: readonly (() => void)[] = [];
  const stop = (): void => {
    for (const one of cancel) one();
    cancel = [];
  };
  const heard = (): void => {
    stop();
    cancel = [clock.after(warnMs, on.warn), clock.after(stalledMs, on.stalled)];
  };
  heard();
  return {heard, stop};
}
