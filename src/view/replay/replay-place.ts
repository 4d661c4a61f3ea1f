// Where a replay stands, as the screen knows it.
import type {Mark} from '../../core/state.ts';

export interface ReplayPlace {
  /** Events that have come to be true, of so many. */
  readonly place: number;
  readonly places: number;
  /** The recorded time that is shown, and that of the first and the last event. */
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Of the whole session. */
  readonly marks: readonly Mark[];
}
