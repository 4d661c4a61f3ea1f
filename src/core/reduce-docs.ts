// Folds what becomes of the documentation's index: whether it is being made now.
import type {DocsEvent} from './docs-events.ts';
import type {State} from './state.ts';

export function reduceDocs(state: State, event: DocsEvent, atMs: number): State {
  switch (event.type) {
    case 'docs.makingBegan':
      return {...state, docsMadeSinceMs: atMs};
    case 'docs.made':
    case 'docs.notMade':
      return withoutMaking(state);
    default:
      return event satisfies never;
  }
}

/** A core that has ended makes nothing any more. */
export function withoutMaking({docsMadeSinceMs: _over, ...rest}: State): State {
  return rest;
}
