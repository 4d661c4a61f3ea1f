// What is due of the roles' own work: an acceptance for a goal, the settling of a hypothesis.
import type {HouseCommand} from './commands.ts';
import type {Task} from './entities.ts';
import {settlementDue} from './hypotheses.ts';
import type {State} from './state.ts';

/** Nothing else begins before what the goal is held against is approved. */
export function acceptanceDue({acceptance, agents, questions}: State): HouseCommand | null {
  if (acceptance.kind === 'proposed') return acceptance.approve === 'flag' ? {do: 'approveByFlag'} : null;
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

export function spentPlanWords({hypotheses}: State, {id}: Task): string {
  const disproved = hypotheses.filter(({task, standing}) => task === id && standing.kind === 'disproved');
  const last = disproved.at(-1);
  return `the same crash came back after each patch (${disproved.map((one) => one.id).join(', ')}): ${last?.title ?? ''}`;
}
