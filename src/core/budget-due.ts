// What a spent budget holds up, and that the person is told of it once.
import type {Measure} from './budget.ts';
import {type Hold, holdOf} from './budget-stand.ts';
import type {HouseCommand} from './commands.ts';
import type {Assignment} from './entities.ts';
import {isBuiltClean} from './gate.ts';
import type {State} from './state.ts';

/** What keeps the model of an assignment from being asked. */
export function askHoldOf(state: State, {role, task}: Assignment): Hold | null {
  return holdOf(state, {role, ...(task === undefined ? {} : {task})}, [...ofEverybody, ...ofTheMachine(state, role)]);
}

const ofEverybody: readonly Measure[] = ['microdollars', 'tokens', 'workMs'];

/** After the last build that it may have, an Executor can still try and submit what that build gave. */
function ofTheMachine(state: State, role: Assignment['role']): readonly Measure[] {
  if (role !== 'executor') return [];
  return isBuiltClean(state) ? ['panics'] : ['builds', 'panics'];
}

export function haltDue({stand, isSpent, isTold}: Hold): HouseCommand | null {
  return isSpent && !isTold ? {do: 'haltForBudget', scope: stand.scope, measure: stand.measure} : null;
}
