// A role's calls with what came back of each, from what its pane is told.
import type {Role} from '../core/roles.ts';
import type {Activity, State} from '../core/state.ts';

type Call = Extract<Activity, {kind: 'call'}>;

export interface Called extends Omit<Call, 'kind'> {
  readonly result: Extract<Activity, {kind: 'result'}>;
}

export function calledOf({agents}: State, role: Role): readonly Called[] {
  const {activity} = agents[role];
  return activity.flatMap((line, index) => {
    const result = activity[index + 1];
    if (line.kind !== 'call' || result?.kind !== 'result' || result.call !== line.call) return [];
    const {kind: _kind, ...call} = line;
    return [{...call, result}];
  });
}
