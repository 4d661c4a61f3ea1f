// Why a task sleeps: below the scheduler and the primitive that it waits on stands the function that waits. Two waits hang all
// over the kernel when one thing is wrong, so they stand for their whole kind.
import {plainSymbol} from './frame.ts';
import type {Frame} from './report.ts';

export interface Sleeper {
  readonly frame: Frame;
  readonly name?: string;
}

export function sleeperOf(frames: readonly Frame[], isPrimitive: (frame: Frame) => boolean): Sleeper | null {
  for (const frame of frames) {
    const symbol = plainSymbol(frame.symbol);
    if (symbol.includes('rtnl_lock')) return {frame, name: symbol};
    if (/synchronize_(?:rcu|srcu|net|sched)/.test(symbol)) return {frame, name: 'synchronize_rcu'};
  }
  const frame = frames.find((candidate) => !isPrimitive(candidate));
  return frame === undefined ? null : {frame};
}
