// How a session stands, from its state and from what only its folder can tell: whether a core runs it, and whether its
// journal can be believed to its end.
import type {SessionOutcome} from './events.ts';
import type {State} from './state.ts';

export type Standing =
  | {readonly kind: 'running'; readonly pid: number}
  | {readonly kind: 'paused'; readonly pid: number; readonly why: string}
  | {readonly kind: 'ended'; readonly outcome: SessionOutcome; readonly why: string}
  /** No core has it, and it has not ended: it can be taken up again. */
  | {readonly kind: 'left'}
  /** A line in the middle of its journal can't be believed; what is known of it ends before that line. */
  | {readonly kind: 'damaged'; readonly line: number; readonly why: string};

export interface JournalDamage {
  readonly line: number;
  readonly why: string;
}

export function standingOf({session}: Pick<State, 'session'>, corePid?: number, damage?: JournalDamage): Standing {
  if (damage !== undefined) return {kind: 'damaged', ...damage};
  if (session.phase === 'ended') return {kind: 'ended', outcome: session.outcome, why: session.why};
  if (corePid === undefined) return {kind: 'left'};
  return session.phase === 'paused'
    ? {kind: 'paused', pid: corePid, why: session.why}
    : {kind: 'running', pid: corePid};
}
