// What is due for one assignment, from where it stands between the house and the model, and from what may be spent.
import {askHoldOf, haltDue} from './budget-due.ts';
import type {HouseCommand} from './commands.ts';
import type {Assignment} from './entities.ts';
import {nextStep} from './next-step.ts';
import {retriesOf} from './retry.ts';
import type {State} from './state.ts';
import {loopStep} from './stuck.ts';

export function turnDueOf(state: State, assignment: Assignment): HouseCommand | null {
  const {paused} = state.agents[assignment.role];
  const loop = assignment.turn.at === 'boundary' && !paused ? loopStep(state, assignment) : null;
  const step = loop ?? nextStep(assignment, paused, {...state.limits, modelRetries: retriesOf(state, assignment.role)});
  switch (step.do) {
    case 'askModel': {
      const hold = askHoldOf(state, assignment);
      return hold === null ? {do: 'askModel', assignment: assignment.id} : haltDue(hold);
    }
    case 'carryOut':
      return {do: 'carryOutCall', call: step.call};
    case 'nudge':
      return {do: 'nudge', assignment: assignment.id, text: step.text, ...(step.loop && {loop: step.loop})};
    case 'stop':
      return {do: 'giveUp', assignment: assignment.id, why: step.because};
    case 'wait': {
      const hold = step.for === 'retry' && !paused ? askHoldOf(state, assignment) : null;
      return hold === null ? null : haltDue(hold);
    }
    default:
      return step satisfies never;
  }
}
