// Which tree a second opinion is of where the person does not say: the newest commit, unless the work has gone on to something that builds.
import type {Artefact, Build} from './entities.ts';
import type {PinChoice} from './opinion.ts';
import type {State} from './state.ts';

export function usualPinOf(state: State): PinChoice {
  return buildAhead(state) === undefined ? 'commit' : 'folder';
}

/** The newest build of what lies in the folder now, where that is built and is not what was committed last. */
export function buildAhead(state: State): Build | undefined {
  const {artefact, builds} = state;
  if (artefact === undefined || artefact.unbuilt || isNewestCommit(state, artefact)) return undefined;
  return builds.findLast(({tree, result}) => tree === artefact.tree && result?.kind === 'built');
}

function isNewestCommit({tasks, lastCommit}: State, {tree}: Artefact): boolean {
  return lastCommit !== undefined && tasks.some(({commit, submitted}) => commit === lastCommit && submitted === tree);
}
