// What the Executor thinks a crash came from, written down before anything is changed: the patch is tied to it, and the next run
// settles it.
import type {CrashTitle} from './crash-title.ts';
import type {HypothesisId, PlanId, RunId, TaskId, TreeHash} from './ids.ts';

export interface Hypothesis {
  readonly id: HypothesisId;
  readonly task: TaskId;
  /** The plan that was followed: a new one begins with a clean slate. */
  readonly plan?: PlanId;
  /** The run that crashed. */
  readonly run: RunId;
  readonly title: CrashTitle;
  readonly cause: string;
  /** Lines of the report or of the source that speak for it. */
  readonly evidence: readonly string[];
  /** Where the cause lies, as `file:line`. */
  readonly places: readonly string[];
  /** What is to be seen after the change. */
  readonly expects: string;
  /** Built after it was stated: the patch. */
  readonly trees: readonly TreeHash[];
  readonly standing: HypothesisStanding;
}

export type HypothesisStanding =
  | {readonly kind: 'open'}
  /** The crash is gone, and it was seen again on the build that had it. */
  | {readonly kind: 'confirmed'; readonly run: RunId; readonly why: string}
  /** The same crash came back. */
  | {readonly kind: 'disproved'; readonly run: RunId; readonly why: string}
  /** Neither: the crash did not come, but not on the old build either, or another one came in its place. */
  | {readonly kind: 'undecided'; readonly run: RunId; readonly why: string};
