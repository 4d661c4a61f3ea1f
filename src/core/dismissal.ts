// A person's word that a finding is none, or is to be lived with. It stays with what was found: the same is not held against the work again,
// in whatever tree or task it is seen. It can be taken back.
import type {FindingId, TaskId} from './ids.ts';

export interface Dismissal {
  readonly why: string;
  /** The same finding of another task, which the person had dismissed. */
  readonly as?: FindingId;
}

export type DismissalEvent =
  | {
      readonly type: 'finding.dismissed';
      readonly finding: FindingId;
      readonly task: TaskId;
      readonly by: 'person';
      readonly why: string;
    }
  | {readonly type: 'finding.takenUp'; readonly finding: FindingId; readonly task: TaskId; readonly by: 'person'};

export type DismissalCommand =
  | {readonly do: 'dismissFinding'; readonly finding: FindingId; readonly why: string}
  /** The dismissal is taken back. */
  | {readonly do: 'takeUpFinding'; readonly finding: FindingId};
