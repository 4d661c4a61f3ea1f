// An examination as the state keeps it: which checks a tree was put through, how far they have come, and what was found by them.
import type {CheckName, CheckResult} from './examination.ts';
import type {ExaminationEnd} from './examination-events.ts';
import type {FindingId, TaskId, TreeHash} from './ids.ts';

export interface Examination {
  readonly task: TaskId;
  readonly tree: TreeHash;
  readonly checks: readonly CheckName[];
  readonly startedAtMs: number;
  readonly results: readonly KeptResult[];
  /** Absent while it is under way. */
  readonly end?: {readonly how: ExaminationEnd; readonly why?: string; readonly atMs: number};
}

/** The findings themselves stand among the others. */
export interface KeptResult extends Omit<CheckResult, 'findings'> {
  readonly findings: readonly FindingId[];
  /** How many more there were than are told. */
  readonly leftOut: number;
}

interface Examined {
  readonly examinations: readonly Examination[];
}

export function examinationOf({examinations}: Examined, task: TaskId, tree: TreeHash): Examination | undefined {
  return examinations.find((one) => one.task === task && one.tree === tree);
}

export function underWayOf({examinations}: Examined, task: TaskId): Examination | undefined {
  return examinations.find((one) => one.task === task && one.end === undefined);
}

/** One that came to no end of its own says nothing of the tree, and is made anew. */
export function isMade({end}: Examination): boolean {
  return end !== undefined && end.how !== 'interrupted' && end.how !== 'dropped';
}

/** Those without a result, in the order in which they are run. */
export function checksLeft({checks, results}: Examination): readonly CheckName[] {
  return checks.filter((name) => !results.some(({check}) => check === name));
}

export function checkAtWork(examination: Examination): CheckName | undefined {
  return examination.end === undefined ? checksLeft(examination)[0] : undefined;
}
