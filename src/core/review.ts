// How a review goes: pass by pass over one tree, each with one question in mind, and then an attempt to disprove what was found.
import type {Verdict} from './entities.ts';
import type {AssignmentId, TaskId, TreeHash} from './ids.ts';

export const reviewPasses = ['contract', 'paths', 'lifetime', 'locking', 'input', 'hardware', 'constraints'] as const;

export type ReviewPass = (typeof reviewPasses)[number];

export interface FinishedPass {
  readonly pass: ReviewPass;
  readonly lookedAt: string;
}

/** The newest review of a task. `outcome`: the Reviewer's own, before its findings were tried. */
export interface Review {
  readonly assignment: AssignmentId;
  readonly task: TaskId;
  readonly tree: TreeHash;
  readonly passes: readonly FinishedPass[];
  readonly outcome?: ReviewOutcome;
}

export type ReviewOutcome = Pick<Verdict, 'verdict' | 'summary' | 'constraintRevision'> & {
  readonly resolved: readonly string[];
};

/** A file of the tree under review; `touched` are the lines of it that the last commit does not have. */
export interface ReviewedFile {
  readonly path: string;
  readonly lines: number;
  readonly touched: readonly {readonly from: number; readonly to: number}[];
}

/** What a submitted tree changes. `files` is absent until a driver has looked. */
export interface Change {
  readonly task: TaskId;
  readonly tree: TreeHash;
  /** The commit that it begins before; the newest one where it is absent. */
  readonly since?: string;
  readonly files?: readonly ReviewedFile[];
}
