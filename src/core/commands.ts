// What may be asked of the core. `decide` answers with events, or with a refusal in words that the asker can act on.
import type {AcceptanceDraft} from './acceptance.ts';
import type {BudgetScope, Measure} from './budget.ts';
import type {ConstraintCommand, TakeConstraintsFile} from './constraint-events.ts';
import type {DismissalCommand} from './dismissal.ts';
import type {Approach, Purpose, Severity} from './entities.ts';
import type {StopCause, WorldTool} from './events.ts';
import type {FaultSource} from './fault.ts';
import type {
  AssignmentId,
  BlobHash,
  CallId,
  HypothesisId,
  MessageId,
  OpinionId,
  PlanId,
  QuestionId,
  TaskId,
} from './ids.ts';
import type {TaskLoop} from './loops.ts';
import type {NewTask} from './new-task.ts';
import type {OpinionCommand, OpinionToolCommand} from './opinion-events.ts';
import type {RoleToolCommand} from './role-commands.ts';
import type {Role} from './roles.ts';

export type {NewTask} from './new-task.ts';

export interface Refusal {
  readonly refused: string;
}

export type PersonCommand =
  /** `now`: an answer on its way is given up. What runs on the machine is let run to its end. */
  | {readonly do: 'pause'; readonly role: Role | 'all'; readonly now?: boolean}
  | {readonly do: 'continue'; readonly role: Role | 'all'}
  /** `now`: what keeps the role from hearing it is cut short, as it is by itself when the words have waited too long. */
  | {readonly do: 'redirect'; readonly role: Role; readonly text: string; readonly now?: boolean}
  /** The words that wait for the role are to be heard now. */
  | {readonly do: 'urge'; readonly role: Role}
  | {
      readonly do: 'grantBudget';
      readonly scope: BudgetScope;
      readonly measure: Measure;
      readonly amount: number;
    }
  | ConstraintCommand
  | OpinionCommand
  | DismissalCommand
  | {readonly do: 'resetTarget'}
  /** The examination that the task's review waits for is given up. */
  | {readonly do: 'skipChecks'; readonly task: TaskId}
  | {readonly do: 'answer'; readonly question: QuestionId; readonly answer: string}
  | {readonly do: 'approveAcceptance'; readonly blob: BlobHash}
  | {readonly do: 'returnAcceptance'; readonly words: string}
  | {readonly do: 'editAcceptance'; readonly draft: AcceptanceDraft}
  | {readonly do: 'choosePlan'; readonly plan: PlanId; readonly choice: string}
  | {readonly do: 'stop'; readonly cause: StopCause; readonly why: string};

/** What a role's tool call asks for. `call` names the call whose result it becomes. */
export type ToolCommand =
  | OpinionToolCommand
  | RoleToolCommand
  | {readonly do: 'createTasks'; readonly call: CallId; readonly tasks: readonly NewTask[]}
  | {readonly do: 'writeNote'; readonly call: CallId; readonly text: string}
  | {readonly do: 'askPerson'; readonly call: CallId; readonly question: string; readonly choices: readonly string[]}
  | {
      readonly do: 'proposePlan';
      readonly call: CallId;
      readonly criteria: readonly {readonly name: string; readonly weight: number}[];
      readonly approaches: readonly Approach[];
      readonly choice: string;
      readonly why: string;
      readonly lost: readonly {readonly approach: string; readonly why: string}[];
    }
  | {readonly do: 'useTool'; readonly call: CallId; readonly tool: WorldTool}
  | {readonly do: 'build'; readonly call: CallId}
  | {readonly do: 'tryOnTarget'; readonly call: CallId}
  | {readonly do: 'submitWork'; readonly call: CallId; readonly summary: string}
  | {
      readonly do: 'reportFinding';
      readonly call: CallId;
      readonly severity: Severity;
      readonly class: string;
      readonly file: string;
      readonly line: number;
      readonly claim: string;
      readonly evidence: string;
      readonly requirement: string | null;
    }
  | {
      readonly do: 'giveVerdict';
      readonly call: CallId;
      readonly verdict: 'approve' | 'change';
      readonly summary: string;
      readonly resolved: readonly string[];
    };

/** What the core itself finds due, or a driver has to say that is not a fact about the work. */
export type HouseCommand =
  | {readonly do: 'powerOn'}
  | {readonly do: 'startAssignment'; readonly role: Role; readonly purpose: Purpose; readonly task?: TaskId}
  | {readonly do: 'askModel'; readonly assignment: AssignmentId}
  | {readonly do: 'carryOutCall'; readonly call: CallId}
  | {
      readonly do: 'nudge';
      readonly assignment: AssignmentId;
      readonly text: string;
      readonly loop?: TaskLoop['what'];
    }
  /** It has waited long enough for a boundary. */
  | {readonly do: 'urgeMessage'; readonly message: MessageId}
  | {readonly do: 'warnOfBudget'; readonly scope: BudgetScope; readonly measure: Measure}
  | {readonly do: 'haltForBudget'; readonly scope: BudgetScope; readonly measure: Measure}
  | {readonly do: 'giveUp'; readonly assignment: AssignmentId; readonly why: string}
  | {readonly do: 'advance'; readonly task: TaskId}
  | {readonly do: 'failTask'; readonly task: TaskId; readonly why: string}
  | {readonly do: 'approveByFlag'}
  | {readonly do: 'describeChange'; readonly task: TaskId}
  | {readonly do: 'examine'; readonly task: TaskId}
  | {readonly do: 'settleHypothesis'; readonly hypothesis: HypothesisId}
  | {readonly do: 'replan'; readonly task: TaskId; readonly why: string}
  | {readonly do: 'startRun'; readonly task: TaskId}
  | {readonly do: 'startCommit'; readonly task: TaskId}
  | {readonly do: 'pinOpinion'; readonly opinion: OpinionId}
  | {readonly do: 'conclude'}
  | {readonly do: 'expire'}
  | TakeConstraintsFile
  | {readonly do: 'raiseFault'; readonly source: FaultSource; readonly what: string; readonly help: string};

export type Command = PersonCommand | ToolCommand | HouseCommand;
