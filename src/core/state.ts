// What is true now, as a fold over the journal. No list in it grows without a bound.
import type {AcceptanceStanding} from './acceptance.ts';
import {type ApprovalPolicy, allAuto} from './approval.ts';
import {type BudgetBook, noBudgets, openBook} from './budget.ts';
import type {Complaint} from './constraint-events.ts';
import type {
  Artefact,
  Assignment,
  Build,
  Constraint,
  Finding,
  PersonEdit,
  Plan,
  Question,
  Requirement,
  Run,
  SteeringMessage,
  Task,
  Usage,
  Verdict,
} from './entities.ts';
import type {ModelLabel, RoleModel, SessionOutcome, StopCause} from './events.ts';
import {type ExamineSettings, nothingExamined} from './examine-settings.ts';
import type {Examination} from './examined.ts';
import type {Fault} from './fault.ts';
import type {Hypothesis} from './hypothesis.ts';
import type {AssignmentId, CallId, SessionId, TaskId, TreeHash} from './ids.ts';
import {defaultLimits, type Limits} from './limits.ts';
import type {PowerAct} from './machine-events.ts';
import type {News} from './news-item.ts';
import type {Opinion} from './opinion.ts';
import {defaultPromptBudgets, type PromptBudgets} from './prompt-budget.ts';
import type {Change, Review} from './review.ts';
import type {Role} from './roles.ts';
import {type TargetState, targetOff} from './target-state.ts';

export type SessionPhase =
  | {readonly phase: 'new'}
  | {readonly phase: 'running'}
  | {readonly phase: 'paused'; readonly why: string; readonly sinceMs: number}
  | {readonly phase: 'ended'; readonly outcome: SessionOutcome; readonly cause?: StopCause; readonly why: string};

/** A line of what a role did, for its pane; what streams at this moment is not in the state. */
export type Activity =
  | {readonly kind: 'text'; readonly atMs: number; readonly text: string}
  | {readonly kind: 'call'; readonly atMs: number; readonly call: CallId; readonly name: string; readonly about: string}
  | {
      readonly kind: 'result';
      readonly atMs: number;
      readonly call: CallId;
      readonly ok: boolean;
      readonly line: string;
      /** What it did to the files, bounded. */
      readonly diff?: string;
    }
  | {readonly kind: 'house'; readonly atMs: number; readonly text: string}
  /** The person changed a file of the Executor's folder. */
  | ({readonly kind: 'edit'; readonly atMs: number} & Pick<PersonEdit, 'path' | 'change' | 'diff'>)
  | {readonly kind: 'person'; readonly atMs: number; readonly text: string};

export interface AgentState {
  readonly paused: boolean;
  readonly assignment?: AssignmentId;
  /** Answers of this role since the session began; a tape finds its place by it. */
  readonly answers: number;
  readonly activity: readonly Activity[];
  readonly usage: Usage;
}

export type MarkKind =
  | 'build'
  | 'buildFailed'
  | 'run'
  | 'accepted'
  | 'notAccepted'
  | 'oops'
  | 'panic'
  | 'hang'
  | 'watchdog'
  | 'reboot'
  | 'harvest'
  | 'rung'
  | 'restore'
  | 'finding'
  | 'dismissal'
  | 'checks'
  | 'approved'
  | 'sentBack'
  | 'hypothesis'
  | 'acceptance'
  | 'commit'
  | 'message'
  | 'constraint'
  | 'question'
  | 'budget'
  | 'fault'
  | 'end';

/** A point of the time line. */
export interface Mark {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: MarkKind;
  readonly text: string;
  /** The build, run, finding or task that it is a point of. */
  readonly of?: string;
}

/** A mark but for its place. */
export type Point = Omit<Mark, 'seq' | 'atMs'>;

export interface Counts {
  readonly builds: number;
  readonly runs: number;
  readonly oopses: number;
  readonly panics: number;
  readonly hangs: number;
  readonly watchdogReboots: number;
  readonly pstoreRecords: number;
}

/** How many entities of each kind were ever made: the next one's number is one more. */
export interface Ordinals {
  readonly assignments: number;
  readonly builds: number;
  readonly runs: number;
  readonly findings: number;
  /** Those of checks. */
  readonly checkFindings: number;
  readonly constraints: number;
  readonly messages: number;
  readonly questions: number;
  readonly plans: number;
  readonly tasks: number;
  readonly hypotheses: number;
  readonly faults: number;
  readonly opinions: number;
}

export interface CommitUnderWay {
  readonly task: TaskId;
  readonly tree: TreeHash;
  readonly message: string;
}

/** What is kept of an assignment's beginning: references to what the state held then. */
export type Briefing = Pick<
  State,
  | 'requirement'
  | 'tasks'
  | 'plans'
  | 'artefact'
  | 'edits'
  | 'builds'
  | 'runs'
  | 'findings'
  | 'verdicts'
  | 'messages'
  | 'counts'
  | 'acceptance'
  | 'constraints'
  | 'hypotheses'
  | 'changes'
  | 'examinations'
>;

export interface State {
  /** Sequence number of the newest event that is folded in; 0 before the first. */
  readonly seq: number;
  readonly session: SessionPhase;
  readonly sessionId?: SessionId;
  readonly startedAtMs: number;
  /** Absent while the index of the kernel's documentation is not being made. */
  readonly docsMadeSinceMs?: number;
  /** When the newest event came to be true. */
  readonly newestAtMs: number;
  /** Time that the session was paused or had no core, up to the last time that it went on; it does not count as the task's. */
  readonly pausedMs: number;
  readonly requirement?: Requirement;
  readonly label: ModelLabel;
  readonly models: Readonly<Partial<Record<Role, RoleModel>>>;
  readonly limits: Limits;
  readonly prompts: PromptBudgets;
  readonly workspace: string;
  readonly kernelRelease: string;
  readonly attended: boolean;
  readonly approve: ApprovalPolicy;
  readonly book: BudgetBook;
  readonly constraintRevision: number;
  readonly constraints: readonly Constraint[];
  /** The file in which the person keeps constraints, as it was read last. */
  readonly constraintsFile?: {readonly path: string; readonly complaints: readonly Complaint[]};
  readonly tasks: readonly Task[];
  readonly plans: readonly Plan[];
  readonly artefact?: Artefact;
  readonly edits: readonly PersonEdit[];
  readonly builds: readonly Build[];
  readonly runs: readonly Run[];
  readonly findings: readonly Finding[];
  readonly verdicts: readonly Verdict[];
  readonly questions: readonly Question[];
  readonly messages: readonly SteeringMessage[];
  readonly acceptance: AcceptanceStanding;
  readonly hypotheses: readonly Hypothesis[];
  /** One for each task: of the tree that was submitted last. */
  readonly changes: readonly Change[];
  readonly reviews: readonly Review[];
  readonly examine: ExamineSettings;
  /** The release of the sanitizer kernel; absent where it is not built. */
  readonly sanitizer?: string;
  /** At most one for a task and a tree, the newest last. */
  readonly examinations: readonly Examination[];
  /** What the Scheduler has not been called for yet. */
  readonly news: readonly News[];
  readonly notes: readonly {readonly by: Role; readonly atMs: number; readonly text: string}[];
  readonly faults: readonly Fault[];
  readonly opinions: readonly Opinion[];
  readonly agents: Readonly<Record<Role, AgentState>>;
  readonly assignments: readonly Assignment[];
  readonly briefings: Readonly<Partial<Record<AssignmentId, Briefing>>>;
  readonly target: TargetState;
  /** A power request whose end has not been seen. */
  readonly power?: {readonly act: PowerAct};
  readonly commit?: CommitUnderWay;
  readonly lastCommit?: string;
  readonly lastCommittedTree?: TreeHash;
  /** The Scheduler was asked to sum up; what is left is to end. */
  readonly concluded: boolean;
  readonly marks: readonly Mark[];
  readonly counts: Counts;
  readonly ordinals: Ordinals;
}

export const noUsage: Usage = {inputTokens: 0, cachedTokens: 0, outputTokens: 0, costMicrodollars: 0};

const idleAgent: AgentState = {paused: false, answers: 0, activity: [], usage: noUsage};

export const initialState: State = {
  seq: 0,
  session: {phase: 'new'},
  startedAtMs: 0,
  newestAtMs: 0,
  pausedMs: 0,
  label: {kind: 'live', provider: ''},
  models: {},
  limits: defaultLimits,
  prompts: defaultPromptBudgets,
  workspace: '',
  kernelRelease: '',
  attended: true,
  approve: allAuto,
  book: openBook(noBudgets),
  constraintRevision: 0,
  constraints: [],
  tasks: [],
  plans: [],
  edits: [],
  builds: [],
  runs: [],
  findings: [],
  verdicts: [],
  questions: [],
  messages: [],
  acceptance: {kind: 'given'},
  hypotheses: [],
  changes: [],
  reviews: [],
  examine: nothingExamined,
  examinations: [],
  news: [],
  notes: [],
  faults: [],
  opinions: [],
  agents: {scheduler: idleAgent, planner: idleAgent, executor: idleAgent, reviewer: idleAgent, verifier: idleAgent},
  assignments: [],
  briefings: {},
  concluded: false,
  target: targetOff,
  marks: [],
  counts: {builds: 0, runs: 0, oopses: 0, panics: 0, hangs: 0, watchdogReboots: 0, pstoreRecords: 0},
  ordinals: {
    assignments: 0,
    builds: 0,
    runs: 0,
    findings: 0,
    checkFindings: 0,
    constraints: 0,
    messages: 0,
    questions: 0,
    plans: 0,
    tasks: 0,
    hypotheses: 0,
    faults: 0,
    opinions: 0,
  },
};
