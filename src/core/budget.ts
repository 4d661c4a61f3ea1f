// What the work may spend: limits a task, a role and the session, and the accounts that are kept of it. A measure without a limit
// is counted all the same, and never holds anything up.
import type {TaskId, TurnId} from './ids.ts';
import {type Role, roles} from './roles.ts';

/**
 * `workMs` is the time that models, builds and runs took for a role or a task; for the session, the time on the clock without
 * its pauses. `panics` counts how often a module brought the target down, by a panic or a hang.
 */
export const measures = ['microdollars', 'tokens', 'workMs', 'builds', 'panics'] as const;
export type Measure = (typeof measures)[number];

export type Budget = Partial<Readonly<Record<Measure, number>>>;

export type BudgetScope =
  | {readonly kind: 'session'}
  | {readonly kind: 'role'; readonly role: Role}
  | {readonly kind: 'task'; readonly task: TaskId};

/** Fixed when the session starts; the person can grant more. */
export interface Budgets {
  readonly session: Budget;
  /** Each task has one of its own. */
  readonly task: Budget;
  readonly roles: Partial<Readonly<Record<Role, Budget>>>;
}

export const noBudgets: Budgets = {session: {}, task: {}, roles: {}};

export type Spent = Readonly<Record<Measure, number>>;

export interface Account {
  readonly scope: BudgetScope;
  /** With what was granted since. */
  readonly limits: Budget;
  readonly spent: Spent;
  /** What was told of each measure under the limit of now. */
  readonly told: readonly {readonly measure: Measure; readonly what: 'warned' | 'spent'}[];
}

/** What a question to a model may come to cost, set aside while its answer is on its way. */
export interface Reservation {
  readonly tokens: number;
  readonly microdollars: number;
}

export interface HeldReservation extends Reservation {
  readonly turn: TurnId;
  readonly role: Role;
  readonly task?: TaskId;
  readonly sinceMs: number;
}

export interface BudgetBook {
  readonly budgets: Budgets;
  readonly accounts: readonly Account[];
  readonly reserved: readonly HeldReservation[];
}

const nothingSpent: Spent = {microdollars: 0, tokens: 0, workMs: 0, builds: 0, panics: 0};

export function newAccount(scope: BudgetScope, limits: Budget): Account {
  return {scope, limits, spent: nothingSpent, told: []};
}

export function openBook(budgets: Budgets): BudgetBook {
  const accounts = [
    newAccount({kind: 'session'}, budgets.session),
    ...roles.map((role) => newAccount({kind: 'role', role}, budgets.roles[role] ?? {})),
  ];
  return {budgets, accounts, reserved: []};
}

/** Whom something is charged to: always the session, and who or what it was done by and for. */
export interface Charged {
  readonly role?: Role;
  readonly task?: TaskId;
}

export function isChargedTo(scope: BudgetScope, {role, task}: Charged): boolean {
  switch (scope.kind) {
    case 'session':
      return true;
    case 'role':
      return scope.role === role;
    case 'task':
      return scope.task === task;
    default:
      return scope satisfies never;
  }
}

export function isSameScope(one: BudgetScope, other: BudgetScope): boolean {
  if (one.kind === 'role') return other.kind === 'role' && other.role === one.role;
  if (one.kind === 'task') return other.kind === 'task' && other.task === one.task;
  return other.kind === 'session';
}
