// A constraint's scope and standing, as the deck says them, and the scopes that a person can choose from.
import {isSameScope} from '../core/constraint-changes.ts';
import type {Constraint, ConstraintScope} from '../core/entities.ts';
import {crew, roleNames} from '../core/roles.ts';
import type {State} from '../core/state.ts';

export function scopeWords(scope: ConstraintScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'role':
      return roleNames[scope.role];
    case 'task':
      return scope.task;
    default:
      return scope satisfies never;
  }
}

export function scopesOf({tasks}: Pick<State, 'tasks'>): readonly ConstraintScope[] {
  const open = tasks.filter(({stage}) => stage !== 'done' && stage !== 'failed');
  return [
    {kind: 'all'},
    ...crew.map((role): ConstraintScope => ({kind: 'role', role})),
    ...open.map(({id}): ConstraintScope => ({kind: 'task', task: id})),
  ];
}

export function scopeAfter(state: Pick<State, 'tasks'>, scope: ConstraintScope): ConstraintScope {
  const scopes = scopesOf(state);
  const at = scopes.findIndex((candidate) => isSameScope(candidate, scope));
  return scopes[(at + 1) % scopes.length] ?? scope;
}

export function standingWords({standing}: Pick<Constraint, 'standing'>): string {
  switch (standing) {
    case 'inForce':
      return 'in force';
    case 'recorded':
      return 'recorded only';
    case 'lifted':
      return 'lifted';
    default:
      return standing satisfies never;
  }
}

/** How many stand in each way; those in force also where there is none. */
export function standingCounts(constraints: readonly Pick<Constraint, 'standing'>[]): string {
  const counts = (['inForce', 'recorded', 'lifted'] as const).map((standing) => ({
    standing,
    count: constraints.filter((constraint) => constraint.standing === standing).length,
  }));
  const told = counts.filter(({standing, count}) => count > 0 || standing === 'inForce');
  return told.map(({standing, count}) => `${count} ${standingWords({standing})}`).join(', ');
}

export const sourceWords = {
  person: 'from the deck',
  task: 'from the task',
  file: 'from the file',
  verifier: 'from a second opinion',
} as const;
