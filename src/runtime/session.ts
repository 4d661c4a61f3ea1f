// A session in a process: started new or taken up again, run to its end.
import {type CallPlace, commandFor} from '../../agents/tools.ts';
import type {Command} from '../core/commands.ts';
import type {Assignment} from '../core/entities.ts';
import type {Event} from '../core/events.ts';
import {openOpinionOf} from '../core/open-opinion.ts';
import {changeOf} from '../core/reviews.ts';
import {initialState, type State} from '../core/state.ts';
import type {World} from '../ports.ts';
import {createEffects} from './effects.ts';
import {type Supervisor, startSupervisor} from './supervisor.ts';

export type SessionStart =
  | {readonly kind: 'new'; readonly events: readonly Event[]}
  /** `events`: what `reopeningEvents` found when it looked around. */
  | {readonly kind: 'resumed'; readonly state: State; readonly events: readonly Event[]};

export function runSession(world: World, start: SessionStart, onBug: (error: unknown) => void): Supervisor {
  const from = start.kind === 'new' ? initialState : start.state;
  const supervisor = startSupervisor(world, from, readCall, createEffects(world), onBug);
  void supervisor.tell(start.events);
  return supervisor;
}

/** A model's call becomes a command, or a result that says why it is none. */
function readCall(state: State, {call: id}: {readonly call: string}): Command | readonly Event[] {
  const assignment = state.assignments.find(
    ({turn}) => turn.at === 'calls' && turn.pending.some((call) => call.id === id),
  );
  const call =
    assignment?.turn.at === 'calls' ? assignment.turn.pending.find((pending) => pending.id === id) : undefined;
  if (assignment === undefined || call === undefined) return [];
  const command = commandFor(assignment.role, call, placeOf(state, assignment));
  return 'refused' in command ? [{type: 'tool.returned', call: call.id, ok: false, output: command.refused}] : command;
}

function placeOf(state: State, {task: id, purpose}: Assignment): CallPlace {
  const task = state.tasks.find((candidate) => candidate.id === id);
  const submitted = task?.submitted === undefined ? {} : {submitted: task.submitted};
  const since = task === undefined ? undefined : changeOf(state, task)?.since;
  const pin = openOpinionOf(state)?.pin;
  const pinned = pin?.at === 'pinned' ? {pinned: pin.tree} : {};
  return {purpose, ...submitted, ...pinned, ...(since === undefined ? {} : {since})};
}
