// What comes to be true of an examination: the checks that one submitted tree is put through, before anybody reads it.
import type {CheckName, CheckResult} from './examination.ts';
import type {TaskId, TreeHash} from './ids.ts';

export type ExaminationEvent =
  | {
      readonly type: 'examination.started';
      readonly task: TaskId;
      readonly tree: TreeHash;
      /** In the order in which they are run. */
      readonly checks: readonly CheckName[];
    }
  | {
      readonly type: 'check.finished';
      readonly task: TaskId;
      readonly tree: TreeHash;
      /** Bounded before it comes in. */
      readonly result: CheckResult;
      /** Findings of the check beyond those that are told. */
      readonly leftOut?: number;
    }
  | {
      readonly type: 'examination.ended';
      readonly task: TaskId;
      readonly tree: TreeHash;
      readonly how: ExaminationEnd;
      readonly why?: string;
    };

/**
 * `finished`: every check was run, or said why it was not. `skipped`: by the person. `fault`: the machinery failed; the work goes on
 * without it. `dropped`: its task was taken out of the Reviewer's hands. `interrupted`: the core ended under it; it is made anew.
 */
export type ExaminationEnd = 'finished' | 'skipped' | 'fault' | 'dropped' | 'interrupted';
