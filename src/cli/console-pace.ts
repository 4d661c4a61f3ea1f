// Makes the other side of a line wait while something can't keep up, where that can be done without a loss.
import type {ConsoleLine} from '../drivers/line/console-line.ts';

export interface Pace {
  /** To be called whenever something is behind; does nothing while the line is held up already. */
  holdUp(line: ConsoleLine | null): void;
}

export function openPace(caughtUp: () => Promise<void>): Pace {
  let isHeldUp = false;
  return {
    holdUp(line) {
      if (isHeldUp || line?.setReading === undefined) return;
      isHeldUp = true;
      line.setReading(false);
      void caughtUp().finally(() => {
        isHeldUp = false;
        line.setReading?.(true);
      });
    },
  };
}
