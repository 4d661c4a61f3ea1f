// What `decide` answers: events that come to be true together, or words for the asker.
import type {Refusal} from './commands.ts';
import type {Assignment} from './entities.ts';
import type {Event} from './events.ts';
import type {CallId} from './ids.ts';

export type Decision = readonly Event[] | Refusal;

export function isRefusal(decision: Decision): decision is Refusal {
  return 'refused' in decision;
}

/** The result of a call that brought about what it asked for. */
export function done(call: CallId, output: string): Event {
  return {type: 'tool.returned', call, ok: true, output};
}

export function finished(assignment: Assignment, why: string): Event {
  return {type: 'assignment.ended', assignment: assignment.id, how: 'finished', why};
}
