// What is due for a second opinion: the tree is pinned, the Verifier begins, and it is asked on while it is wanted. Between two words of
// the person it waits, and costs nothing.
import type {HouseCommand} from './commands.ts';
import {turnDueOf} from './due-turn.ts';
import {mayWork} from './may-work.ts';
import {isVerifierWanted, openOpinionOf, verifierAtWork} from './open-opinion.ts';
import type {State} from './state.ts';

export function opinionDue(state: State): HouseCommand | null {
  const opinion = openOpinionOf(state);
  if (opinion === undefined || !mayWork(state, 'verifier')) return null;
  if (opinion.pin.at === 'wanted') return {do: 'pinOpinion', opinion: opinion.id};
  if (opinion.pin.at !== 'pinned') return null;
  const assignment = verifierAtWork(state);
  const isWanted = isVerifierWanted(state, opinion);
  if (assignment === undefined) {
    const begins = isWanted && !state.agents.verifier.paused;
    return begins ? {do: 'startAssignment', role: 'verifier', purpose: 'opinion'} : null;
  }
  return assignment.turn.at === 'boundary' && !isWanted ? null : turnDueOf(state, assignment);
}
