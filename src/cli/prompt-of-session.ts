// What a role saw, from a session's journal: the assignment that it has now, else the last one that it had, as it stood just before its end.
import type {Assignment} from '../core/entities.ts';
import type {Entry, Event} from '../core/events.ts';
import {type AssignmentId, turnId} from '../core/ids.ts';
import {fold, reduce} from '../core/reduce.ts';
import type {Role} from '../core/roles.ts';
import type {State} from '../core/state.ts';

export interface Seen {
  readonly state: State;
  readonly assignment: Assignment;
  readonly isOver: boolean;
}

/** Null where the role never had an assignment. */
export function seenBy(entries: readonly Entry[], role: Role): Seen | null {
  const now = fold(entries);
  const current = now.assignments.find((assignment) => assignment.role === role);
  if (current !== undefined) return {...asked(now, current), isOver: false};
  const last = lastOf(entries, role);
  const end = entries.findIndex(({event}) => event.type === 'assignment.ended' && event.assignment === last);
  const then = fold(end === -1 ? entries : entries.slice(0, end));
  const assignment = then.assignments.find(({id}) => id === last);
  return assignment === undefined ? null : {state: then, assignment, isOver: true};
}

function lastOf(entries: readonly Entry[], role: Role): AssignmentId | undefined {
  const started = entries.findLast(({event}) => event.type === 'assignment.started' && event.role === role);
  return started?.event.type === 'assignment.started' ? started.event.assignment : undefined;
}

/** Between two turns it has not heard yet what the next question tells it: the person's words and edits that wait. */
function asked(state: State, assignment: Assignment): Pick<Seen, 'state' | 'assignment'> {
  const {id, role, turn, turns} = assignment;
  if (turn.at !== 'boundary' && turn.at !== 'retry') return {state, assignment};
  const waiting = state.messages.filter(({to, fate}) => to === role && fate.kind === 'queued');
  const event: Event = {
    type: 'turn.asked',
    assignment: id,
    turn: turnId(id, turns + 1),
    messages: waiting.map((message) => message.id),
  };
  const next = reduce(state, {seq: state.seq + 1, atMs: state.newestAtMs, event});
  return {state: next, assignment: next.assignments.find((one) => one.id === id) ?? assignment};
}
