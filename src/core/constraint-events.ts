// What comes to be true of the constraints, and what may be asked about them.
import type {Constraint, ConstraintScope} from './entities.ts';
import type {ConstraintId, OpinionId} from './ids.ts';

export const constraintCharactersMax = 2_000;

/** A constraint holds as it was said, or not at all: half of a sentence may forbid what the whole allows. */
export function lengthRefusal({length}: string): string | null {
  if (length <= constraintCharactersMax) return null;
  return `${length} characters are more than the ${constraintCharactersMax} of a constraint`;
}

/** What a person says of a constraint; the rest of one is the house's to know. */
export interface ConstraintWords {
  readonly text: string;
  readonly strength: 'must' | 'prefer';
  readonly scope: ConstraintScope;
}

/** A line of the constraints file that can't be taken in, counted from 1. */
export interface Complaint {
  readonly line: number;
  readonly why: string;
}

export type ConstraintEvent =
  | {readonly type: 'constraint.added'; readonly constraint: Omit<Constraint, 'revision'>}
  /** The words are whole, not a difference. */
  | ({readonly type: 'constraint.edited'; readonly constraint: ConstraintId} & ConstraintWords)
  | {readonly type: 'constraint.lifted'; readonly constraint: ConstraintId}
  /** The person's constraints file was read; what it led to are events of their own. */
  | {readonly type: 'constraint.fileRead'; readonly file: string; readonly complaints: readonly Complaint[]};

export type ConstraintCommand =
  /** `opinion`: the second opinion that it was made of. */
  | ({readonly do: 'addConstraint'; readonly opinion?: OpinionId} & ConstraintWords)
  | ({readonly do: 'editConstraint'; readonly constraint: ConstraintId} & ConstraintWords)
  | {readonly do: 'liftConstraint'; readonly constraint: ConstraintId};

/** All that the file says now. It is compared with what stands from it; the rest follows. */
export interface TakeConstraintsFile {
  readonly do: 'takeConstraintsFile';
  readonly file: string;
  readonly constraints: readonly ConstraintWords[];
  readonly complaints: readonly Complaint[];
}
