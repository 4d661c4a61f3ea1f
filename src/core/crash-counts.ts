// How many crashes there were, for whatever speaks of it: one boot (also one from a saved state) that an oops, a panic or a hang brought
// down is one crash, whatever it went through on the way. It counts as what it came to: an oops that ends in a panic is a
// panic, a hang that the look into it ends in one stays a hang.
import type {Counts, State} from './state.ts';
import type {CrashRecord, TargetState} from './target-state.ts';

export function crashesOf({counts}: Pick<State, 'counts'>): number {
  return counts.oopses + counts.panics + counts.hangs;
}

/** The records are the truth of it, and bounded; what is counted here goes on when the oldest of them is let go. */
export function withCrashes(counts: Counts, before: TargetState, after: TargetState): Counts {
  const [known, newest] = [before.crashes.at(-1), after.crashes.at(-1)];
  if (newest === undefined || newest === known) return counts;
  const isSame = known !== undefined && known.boot === newest.boot && known.atMs === newest.atMs;
  const from = isSame ? added(counts, known.how, -1) : counts;
  return added(from, newest.how, 1);
}

const countOf = {oopsed: 'oopses', panicked: 'panics', hung: 'hangs'} as const;

function added(counts: Counts, how: CrashRecord['how'], by: 1 | -1): Counts {
  return {...counts, [countOf[how]]: counts[countOf[how]] + by};
}
