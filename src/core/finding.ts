// What was found wrong with a tree: by the Reviewer, by the target when it crashed, or by a check that the machine ran.
import type {LocatedReport} from './crash-source.ts';
import type {Dismissal} from './dismissal.ts';
import type {Anchor, CheckName, FaultClass, Sign} from './examination.ts';
import type {FindingId, TaskId, TreeHash} from './ids.ts';
import type {Severity} from './severity.ts';

interface Found {
  readonly id: FindingId;
  readonly task: TaskId;
  readonly severity: Severity;
  readonly class: string;
  readonly file?: string;
  readonly line?: number;
  readonly claim: string;
  readonly evidence: string;
  /** The sentence of the requirement, or the constraint, that it is held against. */
  readonly requirement?: string;
  /** The tree in which it was seen; of a check, the newest one. */
  readonly tree: TreeHash;
  readonly blocking: boolean;
  /** `dismissed`: by the person. `left`: it was open when its task ended, and nobody mends it any more. */
  readonly state: 'open' | 'mended' | 'disproved' | 'dismissed' | 'left';
  /** While it is dismissed. */
  readonly dismissal?: Dismissal;
  /** Of the attempt to disprove it. */
  readonly judgement?: {readonly stands: boolean; readonly why: string};
}

export type Finding = Found &
  (
    | {readonly by: 'reviewer' | 'target'}
    | {readonly by: 'check'; readonly class: FaultClass; readonly seen: SeenByCheck}
  );

export type CheckedFinding = Extract<Finding, {by: 'check'}>;

/** What a person needs to see it again. */
export interface SeenByCheck {
  readonly check: CheckName;
  readonly alsoBy?: readonly CheckName[];
  readonly signs?: readonly Sign[];
  /** A program with its version, or a kernel with its profile and release. */
  readonly with: string;
  readonly anchor?: Anchor;
  readonly report?: LocatedReport;
  /** Which allocation had failed, counted from 1. */
  readonly failedAllocation?: number;
}
