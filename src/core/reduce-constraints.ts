// Folds the constraints. Only what changes what is in force makes earlier results stale: it alone counts the revision up.
import type {ConstraintEvent} from './constraint-events.ts';
import type {Constraint} from './entities.ts';
import type {ConstraintId} from './ids.ts';
import {kept, worthiestOf} from './limits.ts';
import {replaceById} from './replace.ts';
import type {State} from './state.ts';

export function reduceConstraints(state: State, event: ConstraintEvent): State {
  switch (event.type) {
    case 'constraint.added':
      return add(state, event.constraint);
    case 'constraint.edited':
      return edit(state, event);
    case 'constraint.lifted':
      return lift(state, event.constraint);
    case 'constraint.fileRead':
      return {...state, constraintsFile: {path: event.file, complaints: event.complaints}};
    default:
      return event satisfies never;
  }
}

function add(state: State, constraint: Omit<Constraint, 'revision'>): State {
  const revision = state.constraintRevision + (constraint.standing === 'inForce' ? 1 : 0);
  return {
    ...state,
    constraintRevision: revision,
    constraints: worthiestOf([...state.constraints, {...constraint, revision}], kept.constraints, worthOf),
    ordinals: {...state.ordinals, constraints: state.ordinals.constraints + 1},
  };
}

/** What came in on a tape stays as it was: its words are recorded, old and new. */
function edit(state: State, event: Extract<ConstraintEvent, {type: 'constraint.edited'}>): State {
  const revision = state.constraintRevision + (isInForce(state, event.constraint) ? 1 : 0);
  const {text, strength, scope} = event;
  return {
    ...state,
    constraintRevision: revision,
    // What the Scheduler said was said of the old words.
    constraints: replaceById(state.constraints, event.constraint, ({answer: _answer, ...old}) => ({
      ...old,
      ...{text, strength, scope, revision},
    })),
  };
}

function lift(state: State, id: ConstraintId): State {
  return {
    ...state,
    constraintRevision: state.constraintRevision + (isInForce(state, id) ? 1 : 0),
    constraints: replaceById(state.constraints, id, (old) => ({...old, standing: 'lifted'})),
  };
}

function isInForce({constraints}: State, id: ConstraintId): boolean {
  return constraints.some((constraint) => constraint.id === id && constraint.standing === 'inForce');
}

const worthOf = ({standing}: Constraint): number => (standing === 'lifted' ? 0 : standing === 'recorded' ? 1 : 2);
