// A moment of the session that is looked at while the session goes on.
import type {Mark, State} from '../../core/state.ts';

export interface Moment {
  readonly mark: Mark;
  /** Every point that can be looked at, the newest last; some are later than this one. */
  readonly marks: readonly Mark[];
  /** How the session stands now, and what time it is there. */
  readonly now: State;
  readonly nowMs: number;
}
