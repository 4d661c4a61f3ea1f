// What will be due by the clock alone: the supervisor arms a timer for the earliest and hands in its command.
import type {HouseCommand} from './commands.ts';
import type {State} from './state.ts';

export interface Deadline {
  readonly atMs: number;
  readonly command: HouseCommand;
}

export function deadlinesOf(state: State): readonly Deadline[] {
  if (state.session.phase !== 'running' || state.requirement === undefined) return [];
  const end: Deadline = {atMs: expiresAtMs(state, state.requirement.minutes), command: {do: 'expire'}};
  const isFaulty = state.faults.some(({cleared}) => !cleared);
  const retries = state.assignments.flatMap(({id, role, turn}): readonly Deadline[] =>
    turn.at === 'retry' && !state.agents[role].paused && !isFaulty
      ? [{atMs: turn.notBeforeMs, command: {do: 'askModel', assignment: id}}]
      : [],
  );
  return [end, ...retries];
}

export function expiresAtMs({startedAtMs, pausedMs}: State, minutes: number): number {
  return startedAtMs + pausedMs + minutes * 60_000;
}
