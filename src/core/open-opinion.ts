// The opinion that is open, and what it waits for. There is one at a time.
import type {Assignment} from './entities.ts';
import type {Opinion} from './opinion.ts';
import type {State} from './state.ts';

export function openOpinionOf({opinions}: State): Opinion | undefined {
  return opinions.findLast(({standing}) => standing.at !== 'closed');
}

export function verifierAtWork({assignments}: State): Assignment | undefined {
  return assignments.find(({role}) => role === 'verifier');
}

/** The Verifier has something to do: statements to answer, or words of the person to hear. */
export function isVerifierWanted(state: State, {standing}: Opinion): boolean {
  return standing.at === 'answering' || hasWordsWaiting(state);
}

/** It is at work, or is about to be: a session whose work has ended does not end under it. */
export function isOpinionUnderWay(state: State): boolean {
  const opinion = openOpinionOf(state);
  if (opinion === undefined) return false;
  const at = verifierAtWork(state)?.turn.at;
  return isVerifierWanted(state, opinion) || at === 'asked' || at === 'calls' || at === 'retry';
}

function hasWordsWaiting({messages}: State): boolean {
  return messages.some(({to, fate}) => to === 'verifier' && fate.kind === 'queued');
}
