// A session in a process: started new or taken up again, run to its end.
import {commandFor} from '../../agents/tools.ts';
import type {Command} from '../core/commands.ts';
import type {Event} from '../core/events.ts';
import {initialState, type State} from '../core/state.ts';
import type {World} from '../ports.ts';
import {placeOf} from './call-place.ts';
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
