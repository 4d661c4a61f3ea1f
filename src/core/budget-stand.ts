// How the accounts stand against their limits, and what a spent one holds up.
import {
  type Account,
  type BudgetScope,
  type Charged,
  isChargedTo,
  isSameScope,
  type Measure,
  measures,
} from './budget.ts';
import type {BudgetStand} from './hand-events.ts';
import type {State} from './state.ts';

/** From this share of a limit on, the person is warned. */
export const warnedAtShare = 0.8;

export function accountOf({book}: State, scope: BudgetScope): Account | undefined {
  return book.accounts.find((account) => isSameScope(account.scope, scope));
}

/** Null where there is no limit. */
export function standOf(state: State, scope: BudgetScope, measure: Measure): BudgetStand | null {
  const account = accountOf(state, scope);
  const limit = account?.limits[measure];
  if (account === undefined || limit === undefined) return null;
  return {scope, measure, used: usedOf(state, account, measure), limit};
}

/** All that has a limit. */
export function standsOf(state: State): readonly BudgetStand[] {
  return state.book.accounts.flatMap(({scope}) => measures.flatMap((measure) => standOf(state, scope, measure) ?? []));
}

/** The session's time is the clock's, without pauses; what else is used is in the account. */
function usedOf({newestAtMs, startedAtMs, pausedMs}: State, {scope, spent}: Account, measure: Measure): number {
  if (scope.kind !== 'session' || measure !== 'workMs') return spent[measure];
  return Math.max(0, newestAtMs - startedAtMs - pausedMs);
}

/** What answers on their way may come to, in the same measure. */
export function reservedOf({book}: State, scope: BudgetScope, measure: Measure): number {
  if (measure !== 'tokens' && measure !== 'microdollars') return 0;
  return book.reserved.filter((held) => isChargedTo(scope, held)).reduce((sum, held) => sum + held[measure], 0);
}

export interface Hold {
  readonly stand: BudgetStand;
  /** Spent, or only set aside for answers on their way: then it is waited until they have come. */
  readonly isSpent: boolean;
  /** The person was told. */
  readonly isTold: boolean;
}

/**
 * What keeps work for these from being begun, or null. It is begun while anything of the limit is left, so a limit is never
 * exceeded by more than what is set aside for one answer.
 */
export function holdOf(state: State, charged: Charged, of: readonly Measure[] = measures): Hold | null {
  const stands = standsOf(state).filter(({scope, measure}) => isChargedTo(scope, charged) && of.includes(measure));
  const spent = stands.find(({used, limit}) => used >= limit);
  if (spent !== undefined) return {stand: spent, isSpent: true, isTold: wasTold(state, spent, 'spent')};
  const full = stands.find((stand) => stand.used + reservedOf(state, stand.scope, stand.measure) >= stand.limit);
  return full === undefined ? null : {stand: full, isSpent: false, isTold: false};
}

/** The first that is to be warned of and was not yet. */
export function warningDue(state: State): BudgetStand | null {
  const due = standsOf(state).find(
    (stand) =>
      stand.used >= stand.limit * warnedAtShare && stand.used < stand.limit && !wasTold(state, stand, 'warned'),
  );
  return due ?? null;
}

export function wasTold(state: State, {scope, measure}: BudgetStand, what: 'warned' | 'spent'): boolean {
  const told = accountOf(state, scope)?.told ?? [];
  return told.some((one) => one.measure === measure && one.what === what);
}
