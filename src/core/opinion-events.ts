// What comes to be true of second opinions, and what may be asked about them.
import type {CallId, OpinionId, StatementId} from './ids.ts';
import type {CodePlace, GivenAnswer, PinChoice, PinnedTree, StatementAnswer, StatementVerdict} from './opinion.ts';

export type OpinionEvent =
  | {
      readonly type: 'opinion.asked';
      readonly opinion: OpinionId;
      readonly statements: readonly string[];
      /** Absent: of the newest commit. */
      readonly of?: PinChoice;
    }
  | {readonly type: 'opinion.pinStarted'; readonly opinion: OpinionId}
  | ({readonly type: 'opinion.pinned'; readonly opinion: OpinionId} & PinnedTree)
  | {readonly type: 'opinion.statementsAdded'; readonly opinion: OpinionId; readonly statements: readonly string[]}
  /** Its places are looked up in the pinned tree; only then is the statement answered. */
  | ({readonly type: 'opinion.answerGiven'; readonly opinion: OpinionId} & GivenAnswer)
  | ({
      readonly type: 'opinion.statementAnswered';
      readonly opinion: OpinionId;
      readonly statement: StatementId;
    } & StatementAnswer)
  | {readonly type: 'opinion.concluded'; readonly opinion: OpinionId; readonly summary: string}
  | {readonly type: 'opinion.halted'; readonly opinion: OpinionId; readonly why: string}
  | {readonly type: 'opinion.closed'; readonly opinion: OpinionId; readonly why: string};

export type OpinionCommand =
  /** Without `of` the house chooses: `usualPinOf`. */
  | {readonly do: 'askSecondOpinion'; readonly statements: readonly string[]; readonly of?: PinChoice}
  | {readonly do: 'addStatements'; readonly opinion: OpinionId; readonly statements: readonly string[]}
  | {readonly do: 'tellVerifier'; readonly opinion: OpinionId; readonly text: string}
  | {readonly do: 'closeOpinion'; readonly opinion: OpinionId};

export type OpinionToolCommand =
  | {
      readonly do: 'answerStatement';
      readonly call: CallId;
      /** As the model names it. */
      readonly statement: string;
      readonly verdict: StatementVerdict;
      readonly places: readonly CodePlace[];
      readonly says: string;
    }
  | {readonly do: 'concludeOpinion'; readonly call: CallId; readonly summary: string};
