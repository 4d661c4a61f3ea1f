// Budgets in words: for marks, for the end of a session, for the deck.
import type {BudgetScope, Measure} from './budget.ts';
import type {BudgetStand} from './hand-events.ts';
import {roleNames} from './roles.ts';

export function standWords({scope, measure, used, limit}: BudgetStand): string {
  const share = used >= limit ? 'is spent' : 'is nearly spent';
  return `the budget of ${scopeName(scope)} ${share}: ${amountWords(measure, used)} of ${amountWords(measure, limit)}`;
}

export function scopeName(scope: BudgetScope): string {
  switch (scope.kind) {
    case 'session':
      return 'the session';
    case 'role':
      return `the ${roleNames[scope.role]}`;
    case 'task':
      return scope.task;
    default:
      return scope satisfies never;
  }
}

export function amountWords(measure: Measure, amount: number): string {
  switch (measure) {
    case 'microdollars':
      return `$${(amount / 1_000_000).toFixed(2)}`;
    case 'tokens':
      return amount < 10_000 ? `${amount} tokens` : `${Math.round(amount / 1_000)}k tokens`;
    case 'workMs':
      return `${(amount / 60_000).toFixed(1).replace(/\.0$/, '')} min`;
    case 'builds':
      return `${amount} ${amount === 1 ? 'build' : 'builds'}`;
    case 'panics':
      return `${amount} ${amount === 1 ? 'panic' : 'panics'}`;
    default:
      return measure satisfies never;
  }
}

/** What a person types for a measure, and how much of it one is. */
export const unitOf: Readonly<Record<Measure, {readonly name: string; readonly amount: number}>> = {
  microdollars: {name: 'dollars', amount: 1_000_000},
  tokens: {name: 'tokens', amount: 1},
  workMs: {name: 'minutes', amount: 60_000},
  builds: {name: 'builds', amount: 1},
  panics: {name: 'panics', amount: 1},
};
