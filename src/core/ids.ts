// Names of entities. They count up within a session, so a replay makes the same ones; a person reads and types them.

declare const brand: unique symbol;
type Id<Name extends string> = string & {readonly [brand]: Name};

export type SessionId = Id<'SessionId'>;
export type TaskId = Id<'TaskId'>;
export type PlanId = Id<'PlanId'>;
export type AssignmentId = Id<'AssignmentId'>;
export type TurnId = Id<'TurnId'>;
export type HypothesisId = Id<'HypothesisId'>;
export type CallId = Id<'CallId'>;
export type BuildId = Id<'BuildId'>;
export type RunId = Id<'RunId'>;
export type FindingId = Id<'FindingId'>;
export type ConstraintId = Id<'ConstraintId'>;
export type MessageId = Id<'MessageId'>;
export type QuestionId = Id<'QuestionId'>;
export type FaultId = Id<'FaultId'>;
export type OpinionId = Id<'OpinionId'>;
export type StatementId = Id<'StatementId'>;

/** A git tree hash: what was built, reviewed and run is the same when this is the same. */
export type TreeHash = Id<'TreeHash'>;
/** A sha256 under which a large value lies in the session's `blobs/`. */
export type BlobHash = Id<'BlobHash'>;

export const sessionId = (text: string): SessionId => text as SessionId;
export const treeHash = (text: string): TreeHash => text as TreeHash;
export const blobHash = (text: string): BlobHash => text as BlobHash;

export const taskId = (ordinal: number): TaskId => `T${ordinal}` as TaskId;
export const planId = (ordinal: number): PlanId => `P${ordinal}` as PlanId;
export const assignmentId = (ordinal: number): AssignmentId => `A${ordinal}` as AssignmentId;
export const turnId = (assignment: AssignmentId, ordinal: number): TurnId => `${assignment}.${ordinal}` as TurnId;
export const callId = (turn: TurnId, ordinal: number): CallId => `${turn}.${ordinal}` as CallId;
export const buildId = (ordinal: number): BuildId => `B${ordinal}` as BuildId;
export const runId = (ordinal: number): RunId => `R${ordinal}` as RunId;
export const findingId = (ordinal: number): FindingId => `F${ordinal}` as FindingId;
/** Numbered apart from the others: how many the machine finds changes no name that a person or a tape has used. */
export const checkFindingId = (ordinal: number): FindingId => `K${ordinal}` as FindingId;
export const constraintId = (ordinal: number): ConstraintId => `C${ordinal}` as ConstraintId;
export const messageId = (ordinal: number): MessageId => `M${ordinal}` as MessageId;
export const questionId = (ordinal: number): QuestionId => `Q${ordinal}` as QuestionId;
export const hypothesisId = (ordinal: number): HypothesisId => `H${ordinal}` as HypothesisId;
export const faultId = (ordinal: number): FaultId => `X${ordinal}` as FaultId;
export const opinionId = (ordinal: number): OpinionId => `O${ordinal}` as OpinionId;
export const statementId = (opinion: OpinionId, ordinal: number): StatementId => `${opinion}.${ordinal}` as StatementId;
