// How much of a session's time went into what the machine looked for.
import type {Examination} from '../core/examined.ts';
import type {State} from '../core/state.ts';

/** One that was interrupted ends when the core is back, and is made anew. */
export function madeExaminations({examinations}: Pick<State, 'examinations'>): readonly Examination[] {
  return examinations.filter(({end}) => end?.how !== 'interrupted');
}

/** `nowMs`: for one that is under way. */
export function examinedMs(state: Pick<State, 'examinations'>, nowMs: number): number {
  return madeExaminations(state).reduce((sum, {startedAtMs, end}) => sum + (end?.atMs ?? nowMs) - startedAtMs, 0);
}
