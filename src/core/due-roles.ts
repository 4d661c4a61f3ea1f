// What is due of the roles' own work: an acceptance for a goal, the settling of a hypothesis.
import type {HouseCommand} from './commands.ts';
import type {Task} from './entities.ts';
import {isPlanSpent, settlementDue} from './hypotheses.ts';
import {openMax} from './limits.ts';
import type {State} from './state.ts';

/** Nothing else begins before what the goal is held against is approved. */
export function acceptanceDue({acceptance, agents, questions}: State): HouseCommand | null {
  if (acceptance.kind === 'proposed') {
    return acceptance.approve === 'flag' && acceptance.checking === undefined ? {do: 'approveByFlag'} : null;
  }
  const {assignment, paused} = agents.planner;
  const isAsked = questions.some(({answer, call}) => answer === undefined && call === undefined);
  if (assignment !== undefined || paused || isAsked) return null;
  return {do: 'startAssignment', role: 'planner', purpose: 'accept'};
}

/** Before the Executor goes on: it is to know what its run has shown. */
export function hypothesisDue(state: State): HouseCommand | null {
  const settlement = settlementDue(state);
  return settlement === null ? null : {do: 'settleHypothesis', hypothesis: settlement.hypothesis.id};
}

/** Before the Executor tries once more what has failed under this plan. */
export function replanDue(state: State): HouseCommand | null {
  const task = state.tasks.find(
    (one) => one.stage === 'writing' && one.replans < openMax.replans && isPlanSpent(state, one),
  );
  return task === undefined ? null : {do: 'replan', task: task.id, why: spentPlanWords(state, task)};
}

function spentPlanWords({hypotheses}: State, {id}: Task): string {
  const disproved = hypotheses.filter(({task, standing}) => task === id && standing.kind === 'disproved');
  const last = disproved.at(-1);
  return `the same crash came back after each patch (${disproved.map((one) => one.id).join(', ')}): ${last?.title ?? ''}`;
}
