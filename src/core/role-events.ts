// What comes to be true of the roles' own work: acceptance, order of tasks, answers to constraints, hypotheses, passes of a review.
import type {AcceptanceApproval, AcceptanceDraft, CheckedAcceptance} from './acceptance.ts';
import type {
  AssignmentId,
  BlobHash,
  CallId,
  ConstraintId,
  FindingId,
  HypothesisId,
  PlanId,
  RunId,
  TaskId,
  TreeHash,
} from './ids.ts';
import type {FinishedPass, ReviewedFile, ReviewOutcome} from './review.ts';

export type AcceptanceEvent =
  /** To be checked: `call` where the Planner proposes it, none where the person has edited it. */
  | {readonly type: 'acceptance.drafted'; readonly draft: AcceptanceDraft; readonly call?: CallId}
  | ({readonly type: 'acceptance.proposed'} & CheckedAcceptance)
  /** The person's edit is not taken; what was proposed stays. */
  | {readonly type: 'acceptance.refused'; readonly why: string}
  | {readonly type: 'acceptance.returned'; readonly words: string}
  | {readonly type: 'acceptance.approved'; readonly blob: BlobHash; readonly by: AcceptanceApproval};

export type SchedulingEvent =
  | {
      readonly type: 'tasks.ordered';
      readonly order: readonly {readonly task: TaskId; readonly dependsOn: readonly TaskId[]}[];
    }
  /** Its plan did not carry; what was learnt goes to the Planner. */
  | {readonly type: 'task.replanned'; readonly task: TaskId; readonly why: string}
  | {
      readonly type: 'constraint.answered';
      readonly constraint: ConstraintId;
      readonly touches: readonly TaskId[];
      readonly recheck: readonly TaskId[];
      readonly says: string;
    }
  | {readonly type: 'plan.chosen'; readonly plan: PlanId; readonly task: TaskId; readonly choice: string};

export type HypothesisEvent =
  | {
      readonly type: 'hypothesis.stated';
      readonly hypothesis: HypothesisId;
      readonly task: TaskId;
      readonly run: RunId;
      readonly title: string;
      readonly cause: string;
      readonly evidence: readonly string[];
      readonly places: readonly string[];
      readonly expects: string;
    }
  | {
      readonly type: 'hypothesis.settled';
      readonly hypothesis: HypothesisId;
      readonly how: 'confirmed' | 'disproved' | 'undecided';
      readonly run: RunId;
      readonly why: string;
    };

export type ReviewEvent =
  /** `since`: the change begins before this commit, not after the newest one. */
  | {readonly type: 'change.asked'; readonly task: TaskId; readonly tree: TreeHash; readonly since?: string}
  | {
      readonly type: 'change.described';
      readonly task: TaskId;
      readonly tree: TreeHash;
      readonly files: readonly ReviewedFile[];
    }
  | ({
      readonly type: 'pass.finished';
      readonly assignment: AssignmentId;
      readonly task: TaskId;
      readonly tree: TreeHash;
    } & FinishedPass)
  /** What was found is tried before it counts. */
  | ({
      readonly type: 'review.finished';
      readonly assignment: AssignmentId;
      readonly task: TaskId;
      readonly tree: TreeHash;
    } & ReviewOutcome)
  | {
      readonly type: 'finding.judged';
      readonly finding: FindingId;
      readonly stands: boolean;
      readonly why: string;
    };

export type RoleEvent = AcceptanceEvent | SchedulingEvent | HypothesisEvent | ReviewEvent;
