// The person's second opinion: what they hold to be so, the tree that it is held against, and what the Verifier found of each
// statement. It blocks nothing and approves nothing.
import type {CallId, OpinionId, StatementId, TreeHash} from './ids.ts';

export const statementVerdicts = ['confirmed', 'contradicted', 'notDecided'] as const;
export type StatementVerdict = (typeof statementVerdicts)[number];

/** A line of the pinned tree, counted from 1. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
}

/** `text`: what stands there in the pinned tree. */
export interface QuotedPlace extends CodePlace {
  readonly text: string;
}

export interface StatementAnswer {
  readonly verdict: StatementVerdict;
  readonly places: readonly QuotedPlace[];
  readonly says: string;
}

export interface Statement {
  readonly id: StatementId;
  readonly text: string;
  readonly answer?: StatementAnswer;
}

/** What the Verifier may see: one tree, named before it begins. `commit` is absent where there was none yet. */
export interface PinnedTree {
  readonly tree: TreeHash;
  readonly commit?: string;
}

/** Which tree the person wants looked at. `commit`: the newest one; where there is none, what lies in the folder. */
export const pinChoices = ['commit', 'folder'] as const;
export type PinChoice = (typeof pinChoices)[number];

export type Pin = {readonly at: 'wanted'} | {readonly at: 'underWay'} | ({readonly at: 'pinned'} & PinnedTree);

export type OpinionStanding =
  | {readonly at: 'answering'}
  /** Every statement has its answer; the two may talk it over. */
  | {readonly at: 'concluded'; readonly summary: string}
  /** The Verifier could not go on; the person's next words set it to work again. */
  | {readonly at: 'halted'; readonly why: string}
  | {readonly at: 'closed'; readonly why: string};

export interface Opinion {
  readonly id: OpinionId;
  readonly askedAtMs: number;
  readonly statements: readonly Statement[];
  readonly of: PinChoice;
  readonly pin: Pin;
  readonly standing: OpinionStanding;
}

/** What the Verifier answered, before its places are looked up in the pinned tree. */
export interface GivenAnswer {
  readonly call: CallId;
  readonly statement: StatementId;
  readonly verdict: StatementVerdict;
  readonly places: readonly CodePlace[];
  readonly says: string;
}

export const opinionMax = {
  statements: 12,
  statementCharacters: 600,
  saysCharacters: 3000,
  placesPerAnswer: 12,
  quoteCharacters: 200,
  messageCharacters: 4000,
} as const;
