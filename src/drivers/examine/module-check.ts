// One check of a module, as the examiner runs it: each is a file of its own, and knows nothing of the others.
import type {CheckFinding, CheckName, CheckResult, ExamineRequest} from '../../core/examination.ts';

/** What a check came to; its name and its time are added by whoever ran it. */
export type Looked = Omit<CheckResult, 'check' | 'durationMs'>;

export interface ModuleCheck {
  readonly check: CheckName;
  /** After that the signal is aborted; what was found by then counts, if it is told soon. */
  readonly deadlineSeconds: number;
  /**
   * May reject: that is a fault of the machinery, and told as what stopped the check. `soFar` is told all that was found whenever that grew:
   * it counts where the check does not end.
   */
  run(request: ExamineRequest, signal: AbortSignal, soFar?: FoundSoFar): Promise<Looked>;
}

export type FoundSoFar = (findings: readonly CheckFinding[]) => void;

/** It could not begin. */
export const notRun = (by: string, why: string): Looked => ({by, end: {kind: 'notRun', why}, findings: []});
