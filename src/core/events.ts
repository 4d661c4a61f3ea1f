// Everything that can come to be true in a session. An event is in the journal before anything believes it.
import type {AcceptanceApproval} from './acceptance.ts';
import type {ApprovalPolicy} from './approval.ts';
import type {Budgets, Reservation} from './budget.ts';
import type {ConstraintEvent} from './constraint-events.ts';
import type {DismissalEvent} from './dismissal.ts';
import type {DocsEvent} from './docs-events.ts';
import type {
  Acceptance,
  Approach,
  PersonEdit,
  Purpose,
  QuestionAbout,
  Requirement,
  Severity,
  SourceFile,
  TaskStage,
  ToolCall,
  Usage,
} from './entities.ts';
import type {ExaminationEvent} from './examination-events.ts';
import type {ExamineSettings} from './examine-settings.ts';
import type {HandEvent} from './hand-events.ts';
import type {
  AssignmentId,
  BlobHash,
  CallId,
  FindingId,
  MessageId,
  PlanId,
  QuestionId,
  SessionId,
  TaskId,
  TreeHash,
  TurnId,
} from './ids.ts';
import type {Limits} from './limits.ts';
import type {TaskLoop} from './loops.ts';
import type {MachineEvent} from './machine-events.ts';
import type {OpinionEvent} from './opinion-events.ts';
import type {Price} from './price.ts';
import type {PromptBudgets} from './prompt-budget.ts';
import type {ReopenAt} from './role-commands.ts';
import type {RoleEvent} from './role-events.ts';
import type {Role} from './roles.ts';
import type {TargetEvent} from './target-events.ts';
import type {WorldTool} from './world-tool.ts';

/** What answers for the models; the screen says which. */
export type ModelLabel =
  /** `verifierTurns`: answers of the Verifier that the tape has; none where it is absent. */
  | {readonly kind: 'tape'; readonly name: string; readonly about: string; readonly verifierTurns?: number}
  | {readonly kind: 'live'; readonly provider: string};

export interface RoleModel {
  readonly model: string;
  readonly effort: string;
  /** Where its answers come from, as a person knows it: `openai`, `127.0.0.1:11434`. */
  readonly provider?: string;
  /** As it was when the session began; absent where nobody knows it. */
  readonly price?: Price;
  /** What an answer may come to; absent: as long as the provider lets it. */
  readonly outputTokensMax?: number;
  /** Of failed answers in a row; absent: as the session's limits say. */
  readonly retries?: number;
}

/** How an answer failed to come. `message` is safe to show: no key, no header. */
export interface ModelFailure {
  readonly failure:
    | 'cut'
    | 'reset'
    | 'stalled'
    | 'rateLimited'
    | 'quota'
    | 'authentication'
    | 'contextTooLong'
    /** It reached the length that an answer may have. */
    | 'answerTooLong'
    /** The provider's policy, or the model's own refusal. */
    | 'blocked'
    /** Another model answered than was asked. */
    | 'rerouted'
    | 'server'
    | 'notTheApi'
    | 'rejected'
    | 'malformed'
    | 'tapeEnded'
    | 'tapeMismatch'
    /** The person has changed what it was recorded with. */
    | 'tapeOverEdit'
    | 'cancelled'
    | 'interrupted';
  readonly message: string;
  readonly retryAfterMs?: number;
}

export type SessionOutcome = 'accepted' | 'not-accepted' | 'stopped';

/** Why a session stopped before its work was judged; it decides the exit status. */
export type StopCause = 'person' | 'interrupt' | 'fault';

export type SessionEvent =
  | {
      readonly type: 'session.started';
      readonly session: SessionId;
      readonly requirement: Requirement;
      readonly constraints: readonly string[];
      readonly models: Readonly<Record<Role, RoleModel>>;
      readonly label: ModelLabel;
      readonly limits: Limits;
      readonly workspace: string;
      readonly kernelRelease: string;
      /** False where nobody can answer a question (headless). */
      readonly attended: boolean;
      /** Absent: nothing waits for a person's word. */
      readonly approve?: ApprovalPolicy;
      /** Absent: nothing is bounded by a budget. */
      readonly budgets?: Budgets;
      /** Absent: as by default. */
      readonly prompts?: PromptBudgets;
      /** Absent: nothing is examined. */
      readonly examine?: ExamineSettings;
      /** The release of the sanitizer kernel, where it is built. */
      readonly sanitizer?: string;
      /** A goal alone: what it is held against is to be written, and approved so. */
      readonly acceptance?: AcceptanceApproval;
      /** Git's name for what lay in the workspace and was not committed; absent where all was. */
      readonly keptBefore?: string;
    }
  | {readonly type: 'session.paused'; readonly why: string}
  | {readonly type: 'session.continued'}
  /** The core came back to this session after its process had ended. */
  | {
      readonly type: 'session.reopened';
      readonly lostEvents: number;
      readonly attended?: boolean;
      /** It may have been built meanwhile, or be gone. */
      readonly sanitizer?: string;
    }
  | {
      readonly type: 'session.ended';
      readonly outcome: SessionOutcome;
      readonly cause?: StopCause;
      readonly why: string;
      readonly builds: number;
      readonly runs: number;
      readonly oopses: number;
      readonly panics: number;
      readonly hangs: number;
      readonly watchdogReboots: number;
      readonly pstoreRecords: number;
      readonly commit: string | null;
    };

export type PersonEvent =
  | {readonly type: 'agent.paused'; readonly role: Role}
  | {readonly type: 'agent.continued'; readonly role: Role}
  | {
      readonly type: 'message.queued';
      readonly message: MessageId;
      readonly to: Role;
      readonly about: 'redirect' | 'constraint';
      readonly text: string;
      /** The constraint or the file that it tells of. */
      readonly of?: string;
    }
  | {readonly type: 'message.refused'; readonly message: MessageId; readonly why: string}
  | {
      readonly type: 'question.asked';
      readonly question: QuestionId;
      readonly by: Role | 'house';
      readonly text: string;
      readonly choices: readonly string[];
      readonly task?: TaskId;
      readonly call?: CallId;
      readonly about?: QuestionAbout;
      readonly tried?: readonly string[];
    }
  | {readonly type: 'question.answered'; readonly question: QuestionId; readonly answer: string};

export type WorkEvent =
  | {
      readonly type: 'task.created';
      readonly task: TaskId;
      readonly title: string;
      readonly goal: string;
      readonly acceptance: Acceptance;
      readonly dependsOn: readonly TaskId[];
    }
  | {readonly type: 'task.advanced'; readonly task: TaskId; readonly stage: TaskStage; readonly because: string}
  /** The counts of attempts start over. `at`: the Scheduler takes it up again there; without it, it goes on where it stands. */
  | {readonly type: 'task.reopened'; readonly task: TaskId; readonly at?: ReopenAt; readonly why?: string}
  | {readonly type: 'note.written'; readonly by: Role; readonly text: string}
  | {
      readonly type: 'plan.proposed';
      readonly plan: PlanId;
      readonly task: TaskId;
      readonly criteria: readonly {readonly name: string; readonly weight: number}[];
      readonly approaches: readonly Approach[];
      readonly choice: string;
      readonly why: string;
      readonly lost: readonly {readonly approach: string; readonly why: string}[];
    }
  /** The folder that the Executor writes in, as a git tree. */
  | {readonly type: 'artefact.recorded'; readonly tree: TreeHash; readonly files: readonly SourceFile[]}
  /** The person changed a file in that folder with an editor of their own. */
  | {
      readonly type: 'artefact.touched';
      readonly path: string;
      readonly change?: PersonEdit['change'];
      /** Since the Executor last saw it; bounded. */
      readonly diff?: string;
      /** Files that were changed together with it and are not told one by one. */
      readonly others?: number;
    }
  /** The person took back what they had changed: the folder holds again what was built. */
  | {readonly type: 'artefact.restored'; readonly tree: TreeHash}
  | {readonly type: 'work.submitted'; readonly task: TaskId; readonly tree: TreeHash; readonly summary: string}
  | {
      readonly type: 'finding.reported';
      readonly finding: FindingId;
      readonly task: TaskId;
      readonly severity: Severity;
      readonly class: string;
      readonly file: string;
      readonly line: number;
      readonly claim: string;
      readonly evidence: string;
      readonly requirement?: string;
      readonly tree: TreeHash;
      readonly blocking: boolean;
    }
  | {
      readonly type: 'verdict.given';
      readonly task: TaskId;
      readonly tree: TreeHash;
      readonly verdict: 'approve' | 'change';
      readonly summary: string;
      readonly resolved: readonly FindingId[];
      readonly constraintRevision: number;
    };

export type AgentEvent =
  | {
      readonly type: 'assignment.started';
      readonly assignment: AssignmentId;
      readonly role: Role;
      readonly purpose: Purpose;
      readonly task?: TaskId;
    }
  | {
      readonly type: 'assignment.ended';
      readonly assignment: AssignmentId;
      readonly how: 'finished' | 'stuck' | 'stopped';
      readonly why: string;
    }
  /** The model is to be asked; the messages are taken in with this turn. */
  | {
      readonly type: 'turn.asked';
      readonly assignment: AssignmentId;
      readonly turn: TurnId;
      readonly messages: readonly MessageId[];
      readonly reserved?: Reservation;
    }
  | {
      readonly type: 'turn.answered';
      readonly turn: TurnId;
      readonly text: string;
      readonly calls: readonly Omit<ToolCall, 'id'>[];
      readonly continuation?: BlobHash;
      readonly continuationTokens?: number;
      readonly usage: Usage;
      /** Where the profile of the server lets another model answer than was asked, the one that did. */
      readonly answeredBy?: string;
      /** Events of the stream whose type nobody here knows; they were left out. */
      readonly unknownEvents?: number;
    }
  | {
      readonly type: 'turn.failed';
      readonly turn: TurnId;
      readonly failure: ModelFailure;
      readonly retryInMs?: number;
      /** What is owed for it all the same; absent where the provider took nothing in. */
      readonly usage?: Usage;
    }
  /** What an answer had cost beyond its question by the time it was called off; known once the request has ended. */
  | {readonly type: 'turn.charged'; readonly turn: TurnId; readonly role: Role; readonly usage: Usage}
  | {
      readonly type: 'assignment.nudged';
      readonly assignment: AssignmentId;
      readonly text: string;
      /** What its task goes round in; absent where it is the calls of this assignment. */
      readonly loop?: TaskLoop['what'];
    }
  /** `tool` is absent where another event starts the work: a build, a run. */
  | {readonly type: 'tool.started'; readonly call: CallId; readonly tool?: WorldTool}
  | {
      readonly type: 'tool.returned';
      readonly call: CallId;
      readonly ok: boolean;
      /** Bounded before it comes in. */
      readonly output: string;
      /** The Executor's folder is no longer what was built. */
      readonly wrote?: boolean;
      /** What a patch did to the files, bounded, for the person. */
      readonly diff?: string;
    };

export type {WorldTool} from './world-tool.ts';

export type Event =
  | SessionEvent
  | PersonEvent
  | HandEvent
  | DocsEvent
  | ConstraintEvent
  | OpinionEvent
  | WorkEvent
  | AgentEvent
  | MachineEvent
  | ExaminationEvent
  | DismissalEvent
  | RoleEvent
  | TargetEvent;

/** An event with its place and time; `atMs` is wall time, milliseconds since 1970. */
export interface Entry {
  readonly seq: number;
  readonly atMs: number;
  /** The next entry came to be true together with this one: the journal gives back both or neither. */
  readonly more?: true;
  /** Bytes that the console had given by then, where it had given some since the entry before: a place in the capture. */
  readonly consoleByte?: number;
  readonly event: Event;
}
