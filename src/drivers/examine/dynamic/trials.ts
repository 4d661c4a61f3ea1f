// The trials of one machine, one at a time: one that was told to end keeps its target until it has, and whoever is next waits for it, however
// little that check has left of its own time.
import {unlessCancelled} from '../../target/run-cancel.ts';
import type {TrialMachine} from './place.ts';
import {type Trial, type TrialEnd, TrialFault, type TrialRequest, tryOut} from './trial.ts';

export interface Trials extends Pick<TrialMachine, 'console'> {
  /** Rejects with a `TrialFault`, or when the driver itself fails. */
  tryOut(request: TrialOn, steps: (trial: Trial) => Promise<void>): Promise<TrialEnd>;
}

/** Of what is tried; where is the machine's. */
export type TrialOn = Omit<TrialRequest, 'target' | 'capture'>;

export function trialsOn({target, capture, console}: TrialMachine): Trials {
  let last: Promise<unknown> = Promise.resolve();
  return {
    console,
    async tryOut(request, steps) {
      const before = last;
      const {promise: over, resolve: end} = Promise.withResolvers<void>();
      last = before.then(() => over);
      try {
        await unlessCancelled(before, request.signal).catch(() => {
          throw new TrialFault('the trial before it did not let go of the target');
        });
        return await tryOut({...request, target, capture}, steps);
      } finally {
        end();
      }
    },
  };
}
