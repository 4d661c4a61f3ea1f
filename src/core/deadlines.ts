// What will be due by the clock alone: the supervisor arms a timer for the earliest and hands in its command.
import {isAcceptanceOpen} from './acceptance.ts';
import {askHoldOf} from './budget-due.ts';
import type {HouseCommand} from './commands.ts';
import {mayWork} from './may-work.ts';
import type {State} from './state.ts';
import {unheardOf, urgedAfterMs} from './steering.ts';

export interface Deadline {
  readonly atMs: number;
  readonly command: HouseCommand;
}

export function deadlinesOf(state: State): readonly Deadline[] {
  if (state.session.phase !== 'running' || state.requirement === undefined) return retriesAt(state);
  const end: Deadline = {atMs: expiresAtMs(state, state.requirement.minutes), command: {do: 'expire'}};
  // A goal's minutes begin when it is known what it is held against.
  const isBegun = !isAcceptanceOpen(state.acceptance);
  const isFaulty = state.faults.some(({cleared}) => !cleared);
  const urged = isFaulty
    ? []
    : unheardOf(state).map(
        ({id, atMs}): Deadline => ({
          atMs: atMs + urgedAfterMs,
          command: {do: 'urgeMessage', message: id},
        }),
      );
  return [...(isBegun ? [end] : []), ...retriesAt(state), ...urged];
}

function retriesAt(state: State): readonly Deadline[] {
  return state.assignments.flatMap((assignment): readonly Deadline[] => {
    const {id, role, turn} = assignment;
    const isWaiting = turn.at === 'retry' && !state.agents[role].paused && mayWork(state, role);
    if (!isWaiting || askHoldOf(state, assignment) !== null) return [];
    return [{atMs: turn.notBeforeMs, command: {do: 'askModel', assignment: id}}];
  });
}

export function expiresAtMs({startedAtMs, pausedMs}: State, minutes: number): number {
  return startedAtMs + pausedMs + minutes * 60_000;
}
