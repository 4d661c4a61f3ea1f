// An end for what may never end, such as a write to a line whose other side takes nothing.
import {systemClock} from '../../clock.ts';

/** What a line is given to take a few bytes. */
const writeMs = 1000;

/** Rejects in these words when the work has not ended in time; the work itself goes on, and how it ends means nothing any more. */
export function soon<Value>(work: Promise<Value>, late: string, ms = writeMs): Promise<Value> {
  return new Promise((resolve, reject) => {
    const disarm = systemClock.after(ms, () => reject(new Error(late)));
    work.then(resolve, reject).finally(disarm);
  });
}
