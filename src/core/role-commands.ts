// Tool calls of the roles that are about their own work: acceptance, tasks, constraints, hypotheses, review.
import type {AcceptanceDraft} from './acceptance.ts';
import type {CallId} from './ids.ts';
import type {NewTask} from './new-task.ts';
import type {ReviewPass} from './review.ts';

export type SchedulerCommand =
  | {
      readonly do: 'splitTask';
      readonly call: CallId;
      readonly task: string;
      readonly tasks: readonly NewTask[];
      readonly why: string;
    }
  | {
      readonly do: 'orderTasks';
      readonly call: CallId;
      readonly order: readonly {readonly task: string; readonly dependsOn: readonly string[]}[];
    }
  | {readonly do: 'cancelTask'; readonly call: CallId; readonly task: string; readonly why: string}
  | {
      readonly do: 'reopenTask';
      readonly call: CallId;
      readonly task: string;
      readonly at: ReopenAt;
      readonly why: string;
    }
  | {
      readonly do: 'answerConstraint';
      readonly call: CallId;
      readonly constraint: string;
      readonly touches: readonly string[];
      readonly recheck: readonly string[];
      readonly says: string;
    };

export const reopenStages = ['planning', 'writing', 'reviewing'] as const;
export type ReopenAt = (typeof reopenStages)[number];

export type AcceptanceCommand = {
  readonly do: 'proposeAcceptance';
  readonly call: CallId;
  readonly draft: AcceptanceDraft;
};

export type HypothesisCommand = {
  readonly do: 'stateHypothesis';
  readonly call: CallId;
  readonly cause: string;
  readonly evidence: readonly string[];
  readonly places: readonly string[];
  readonly expects: string;
};

export type PassCommand =
  | {readonly do: 'finishPass'; readonly call: CallId; readonly pass: ReviewPass; readonly lookedAt: string}
  | {
      readonly do: 'judgeFinding';
      readonly call: CallId;
      readonly finding: string;
      readonly stands: boolean;
      readonly why: string;
    };

export type RoleToolCommand = SchedulerCommand | AcceptanceCommand | HypothesisCommand | PassCommand;
