// What the person's hand brings about besides pausing and words: a message that must not wait any longer, the approval of acts,
// what the work may spend.
import type {ActOfWork, ApprovalMode} from './approval.ts';
import type {BudgetScope, Measure} from './budget.ts';
import type {MessageId} from './ids.ts';

export type HandEvent =
  /** It is not left to wait for the next boundary: what keeps its role from hearing it was cut short with this. */
  | {readonly type: 'message.urged'; readonly message: MessageId; readonly by: 'person' | 'house'}
  | {readonly type: 'approval.changed'; readonly act: ActOfWork; readonly to: ApprovalMode}
  | ({readonly type: 'budget.warned'} & BudgetStand)
  /** What is charged to this scope waits until more is granted. */
  | ({readonly type: 'budget.spent'} & BudgetStand)
  | {
      readonly type: 'budget.granted';
      readonly scope: BudgetScope;
      readonly measure: Measure;
      /** On top of what was granted before, in the unit of the measure. */
      readonly amount: number;
    };

export interface BudgetStand {
  readonly scope: BudgetScope;
  readonly measure: Measure;
  readonly used: number;
  readonly limit: number;
}
