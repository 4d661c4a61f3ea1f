// Which crash waits for an explanation, what a run says of one, and when no more is to be tried on the same plan.
import {crashTitleOf} from './crash-title.ts';
import type {Run, Task} from './entities.ts';
import type {Hypothesis} from './hypothesis.ts';
import type {RunId} from './ids.ts';
import type {State} from './state.ts';

/** The newest word of the target on this task is a crash that nobody has explained. */
export function unexplainedCrash(state: State, task: Task['id']): Run | null {
  const last = state.runs.findLast((run) => run.task === task && isTold(run));
  if (last?.verdict?.kind !== 'crashed') return null;
  const isExplained = state.hypotheses.some(
    ({run, standing}) => run === last.id || (standing.kind === 'open' && runOf(state, run)?.tree === last.tree),
  );
  return isExplained ? null : last;
}

export interface Settlement {
  readonly hypothesis: Hypothesis;
  readonly how: 'confirmed' | 'disproved' | 'undecided';
  readonly run: RunId;
  readonly why: string;
}

/** The first open hypothesis whose patch the target has answered. */
export function settlementDue(state: State): Settlement | null {
  for (const hypothesis of state.hypotheses) {
    if (hypothesis.standing.kind !== 'open') continue;
    const settlement = settlementOf(state, hypothesis);
    if (settlement !== null) return settlement;
  }
  return null;
}

/** A run that failed for another reason, or could not be made, says nothing of the crash. */
function settlementOf(state: State, hypothesis: Hypothesis): Settlement | null {
  const at = state.runs.findIndex(({id}) => id === hypothesis.run);
  const later = state.runs.slice(at + 1).filter((run) => run.task === hypothesis.task);
  const run = later.find(
    ({tree, verdict}) => hypothesis.trees.includes(tree) && verdict !== undefined && isSaying(verdict),
  );
  if (run === undefined) return null;
  const title = crashTitleOf(run);
  const settled = (how: Settlement['how'], why: string): Settlement => ({hypothesis, how, run: run.id, why});
  if (title === hypothesis.title) return settled('disproved', 'the same crash came back');
  if (title !== null) return settled('undecided', `another crash came in its place: ${title}`);
  const seen = later.some(({reproduction}) => (reproduction?.seen ?? 0) > 0);
  return seen
    ? settled('confirmed', 'the old build crashed again, the new one does not')
    : settled('undecided', 'the crash did not come back, but the old build was not seen to crash again either');
}

/** The same crash came back after so many patches of the same plan. */
export function isPlanSpent(state: State, task: Task): boolean {
  const disproved = state.hypotheses.filter(
    (one) => one.task === task.id && one.plan === task.plan && one.standing.kind === 'disproved',
  );
  return disproved.some(
    ({title}) => disproved.filter((one) => one.title === title).length >= state.limits.patchesPerCrash,
  );
}

/** The disproved one that these words only say again, if there is one. */
export function triedBefore(
  state: State,
  {task, title, cause, places}: Pick<Hypothesis, 'task' | 'title' | 'cause' | 'places'>,
): Hypothesis | undefined {
  return state.hypotheses.find((old) => {
    if (old.task !== task || old.title !== title || old.standing.kind !== 'disproved') return false;
    const likeness = likenessOf(old.cause, cause);
    return likeness >= sameWords || (likeness >= similarWords && isSameSet(old.places, places));
  });
}

/** Shares of words in common. At the very same lines fewer are enough. */
const sameWords = 0.8;
const similarWords = 0.4;

function likenessOf(one: string, other: string): number {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  const common = [...first].filter((word) => second.has(word)).length;
  const all = new Set([...first, ...second]).size;
  return all === 0 ? 1 : common / all;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z0-9_]+/g) ?? []);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

function isTold({verdict}: Run): boolean {
  return verdict?.kind === 'crashed' || verdict?.kind === 'accepted' || verdict?.kind === 'notAccepted';
}

function isSaying({kind}: NonNullable<Run['verdict']>): boolean {
  return kind === 'crashed' || kind === 'accepted';
}

function runOf({runs}: State, id: RunId): Run | undefined {
  return runs.find((run) => run.id === id);
}
