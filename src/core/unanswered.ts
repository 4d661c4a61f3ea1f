// The person's constraints that the Scheduler has not said anything to yet.
import type {Constraint} from './entities.ts';
import type {State} from './state.ts';

export function unansweredConstraints({constraints}: State): readonly Constraint[] {
  return constraints.filter(
    ({standing, source, answer}) => standing === 'inForce' && source !== 'task' && answer === undefined,
  );
}
