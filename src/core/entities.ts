// The shared context as typed entities, each written by one role (DESIGN: "The shared context").
import type {Acceptance} from './acceptance-level.ts';
import type {HeldAct} from './approval.ts';
import type {LocatedReport} from './crash-source.ts';
import type {
  AssignmentId,
  BlobHash,
  BuildId,
  CallId,
  ConstraintId,
  MessageId,
  OpinionId,
  PlanId,
  QuestionId,
  RunId,
  TaskId,
  TreeHash,
  TurnId,
} from './ids.ts';
import type {TaskLoop, Try} from './loops.ts';
import type {News} from './news-item.ts';
import type {Role} from './roles.ts';

export type {Acceptance} from './acceptance-level.ts';
export type {Finding} from './finding.ts';
export type {Approach, KernelCall, Plan} from './plan.ts';
export {type Severity, severities} from './severity.ts';

/** What the person wants: a task folder as it was read when the session began. Nothing later can change it. */
export interface Requirement {
  readonly name: string;
  /** The module to load, without `.ko`. */
  readonly module: string;
  /** Wall time that the work may take. */
  readonly minutes: number;
  readonly goal: string;
  /** QEMU `-device` arguments that the target needs. */
  readonly devices: readonly string[];
}

export type ConstraintScope =
  | {readonly kind: 'all'}
  | {readonly kind: 'role'; readonly role: Role}
  | {readonly kind: 'task'; readonly task: TaskId};

export interface Constraint {
  readonly id: ConstraintId;
  /** The revision of the whole set at which this one came in. */
  readonly revision: number;
  readonly text: string;
  readonly scope: ConstraintScope;
  readonly strength: 'must' | 'prefer';
  /** `file`: from the one that the person keeps. `verifier`: the person made it of what a second opinion said. */
  readonly source: 'person' | 'task' | 'file' | 'verifier';
  readonly opinion?: OpinionId;
  /** `recorded`: kept and shown, but the model is a tape that can't take it in. */
  readonly standing: 'inForce' | 'recorded' | 'lifted';
  /** What the Scheduler changes because of it. */
  readonly answer?: {readonly touches: readonly TaskId[]; readonly recheck: readonly TaskId[]; readonly says: string};
}

export type TaskStage =
  | 'waiting'
  | 'planning'
  | 'planned'
  | 'writing'
  | 'reviewing'
  | 'running'
  | 'committing'
  | 'done'
  | 'failed'
  | 'cancelled';

export interface Task {
  readonly id: TaskId;
  readonly title: string;
  readonly goal: string;
  readonly acceptance: Acceptance;
  readonly dependsOn: readonly TaskId[];
  readonly stage: TaskStage;
  /** Why it is in this stage, for a person. */
  readonly because: string;
  readonly plan?: PlanId;
  /** The tree that was handed to the Reviewer last. */
  readonly submitted?: TreeHash;
  readonly commit?: string;
  readonly builds: number;
  readonly reviewRounds: number;
  readonly crashes: number;
  /** Runs after an approval that did not accept the tree. */
  readonly rejections: number;
  readonly loops?: readonly TaskLoop[];
  /** Reopened to be checked again: it goes to the Reviewer, as it is committed, once the folder is free. */
  readonly resumeAt?: 'reviewing';
  /** It goes back to the Planner, and its work still lies in the folder. */
  readonly replanned?: true;
  readonly replans: number;
  /** By the Scheduler. */
  readonly reopenings: number;
}

export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
}

/** What the Executor's folder holds. `unbuilt`: it was written to since the tree was taken. */
export interface Artefact {
  readonly tree: TreeHash;
  readonly files: readonly SourceFile[];
  readonly unbuilt: boolean;
}

/** A file of that folder that the person changed with an editor of their own. */
export interface PersonEdit {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** What changed since the Executor last saw the file, bounded; empty where it is no text. */
  readonly diff: string;
  /** The Executor has heard of it. */
  readonly isTold: boolean;
  /** How far it has come: it lies in the folder, in the tree that was taken last, or in the one that was submitted. */
  readonly part: 'folder' | 'tree' | 'submitted';
}

export interface DiagnosticRecord {
  readonly level: 'error' | 'warning' | 'note';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly text: string;
}

export type BuildResult =
  | {readonly kind: 'built'; readonly koPath: string; readonly elfBuildId: string}
  | {readonly kind: 'failed'}
  | {readonly kind: 'refused'; readonly why: string}
  | {readonly kind: 'fault'; readonly why: string}
  /** The core ended while it ran; a build has no effect outside its own folder, so it is simply done again. */
  | {readonly kind: 'interrupted'};

export interface Build {
  readonly id: BuildId;
  readonly task: TaskId;
  /** Absent until the folder was taken as a tree, the first thing that a build does. */
  readonly tree?: TreeHash;
  readonly startedAtMs: number;
  readonly durationMs?: number;
  readonly result?: BuildResult;
  readonly diagnostics: readonly DiagnosticRecord[];
}

export type RunVerdict =
  | {readonly kind: 'accepted'}
  | {readonly kind: 'notAccepted'; readonly stage: string; readonly why: string; readonly output: string}
  | {
      readonly kind: 'crashed';
      readonly how: 'oopsed' | 'panicked' | 'hung';
      readonly stage: string;
      readonly why: string;
    }
  | {readonly kind: 'fault'; readonly why: string}
  | {readonly kind: 'interrupted'};

/** Each pass starts from a clean target; the last one of all from a real boot. */
export interface RunPasses {
  readonly wanted: number;
  /** Counting the one that the verdict is of. */
  readonly made: number;
  readonly last: 'saved' | 'booted';
}

/** A crash that was to be seen again on the build that had it, before another build was run. */
export interface Reproduction {
  readonly title: string;
  /** None: the old build could not be run again, and `otherwise` says why. */
  readonly tries: number;
  readonly seen: number;
  /** What the old build did in place of that, the last time that it did something else. */
  readonly otherwise?: string;
}

export interface Run {
  readonly id: RunId;
  readonly task: TaskId;
  readonly build: BuildId;
  readonly tree: TreeHash;
  readonly acceptance: Acceptance;
  /** The Executor's own try, not the run that stands behind a commit. */
  readonly trial: boolean;
  readonly startedAtMs: number;
  readonly durationMs?: number;
  readonly verdict?: RunVerdict;
  readonly reports: readonly LocatedReport[];
  readonly capture?: {readonly fromByte: number; readonly toByte: number};
  readonly passes?: RunPasses;
  readonly reproduction?: Reproduction;
}

export interface Verdict {
  readonly task: TaskId;
  readonly tree: TreeHash;
  readonly verdict: 'approve' | 'change';
  readonly summary: string;
  /** The revision of the constraints that it was given under; an older one than the current counts no more. */
  readonly constraintRevision: number;
}

export interface Question {
  readonly id: QuestionId;
  readonly by: Role | 'house';
  readonly text: string;
  readonly choices: readonly string[];
  /** The task that waits for the answer. */
  readonly task?: TaskId;
  /** The tool call that the answer is the result of. */
  readonly call?: CallId;
  /** What the house does with the answer, where it is more than words for a role. */
  readonly about?: QuestionAbout;
  /** What was tried before the person was asked. */
  readonly tried?: readonly string[];
  readonly answer?: string;
}

export type QuestionAbout = {readonly kind: 'approval'; readonly held: HeldAct};

export type MessageFate =
  | {readonly kind: 'queued'}
  | {readonly kind: 'delivered'; readonly turn: TurnId}
  | {readonly kind: 'acknowledged'; readonly turn: TurnId}
  | {readonly kind: 'refused'; readonly why: string};

/** A person's words to a role: taken in at the next boundary between turns, never dropped. */
export interface SteeringMessage {
  readonly id: MessageId;
  readonly to: Role;
  readonly about: 'redirect' | 'constraint';
  readonly of?: string;
  readonly text: string;
  readonly atMs: number;
  readonly fate: MessageFate;
  /** Who would not let it wait for the next boundary. */
  readonly urged?: 'person' | 'house';
}

/**
 * What a role was set to do. `accept`: write what a goal is held against; `conclude`: all tasks have ended; `heed`: something came up;
 * `disprove`: try to show that findings are wrong; `opinion`: the person wants to know whether the work is what they believe it to be.
 */
export type Purpose =
  | 'accept'
  | 'breakDown'
  | 'heed'
  | 'conclude'
  | 'plan'
  | 'write'
  | 'mend'
  | 'review'
  | 'disprove'
  | 'opinion';

export interface ToolCall {
  readonly id: CallId;
  /** The provider's name for the call, to pair its output with. */
  readonly providerId: string;
  readonly name: string;
  readonly argumentsJson: string;
}

/** What was said between the house and a role in one assignment, in order. Texts are bounded when they come in. */
export type TranscriptItem =
  | {readonly kind: 'message'; readonly from: 'house' | 'person'; readonly text: string}
  /** The person changed a file of the folder meanwhile. */
  | ({readonly kind: 'edit'} & Pick<PersonEdit, 'path' | 'change' | 'diff'>)
  | {
      readonly kind: 'answer';
      readonly turn: TurnId;
      readonly text: string;
      readonly calls: readonly ToolCall[];
      /** The provider's own items, to be played back as they came, and an estimate of their size. */
      readonly continuation?: BlobHash;
      readonly continuationTokens?: number;
    }
  | {readonly kind: 'result'; readonly call: CallId; readonly ok: boolean; readonly output: string};

/** Where an assignment stands between the house and the model. */
export type TurnState =
  | {readonly at: 'boundary'}
  | {readonly at: 'asked'; readonly turn: TurnId; readonly sinceMs: number}
  | {readonly at: 'calls'; readonly turn: TurnId; readonly pending: readonly PendingCall[]}
  | {readonly at: 'retry'; readonly why: string; readonly notBeforeMs: number};

export interface PendingCall extends ToolCall {
  readonly state: 'waiting' | 'running' | 'person';
}

export interface Assignment {
  readonly id: AssignmentId;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly task?: TaskId;
  readonly startedAtMs: number;
  readonly turns: number;
  readonly turn: TurnState;
  readonly transcript: readonly TranscriptItem[];
  /** The revision of the constraints that the newest question to the model was put under. */
  readonly constraintRevision: number;
  /** Answers in a row that called no tool. */
  readonly idleAnswers: number;
  /** Model failures in a row, those that a person or a restart caused left out. */
  readonly failures: number;
  /** How often the newest call had come back with the newest result before, since the folder was last written to. */
  readonly repeats: number;
  readonly tries?: readonly Try[];
  readonly nudged: boolean;
  /** What the Scheduler was called for. */
  readonly news?: readonly News[];
}

export interface Usage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Millionths of a dollar. */
  readonly costMicrodollars: number;
  /** The provider told no numbers for a part of it; shown with a `~`. */
  readonly estimated?: true;
}
