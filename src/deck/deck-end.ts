// What became of the session when the deck was left, in one line, with the way back to it.
import type {State} from '../core/state.ts';
import type {Link} from '../view/live.ts';

/** `detached`: the session runs on, or is paused; `lost`: its core was not there any more. */
export interface DeckEnd {
  readonly how: 'detached' | 'stopped' | 'ended' | 'lost';
  readonly state: State;
  /** A line for the plain terminal. */
  readonly message: string;
}

/** Why the deck was left. `unconfirmed`: the session was to be stopped, and nothing said that it was. */
export type Leaving =
  | {readonly kind: 'detach'}
  | {readonly kind: 'paused'}
  | {readonly kind: 'stopped'}
  | {readonly kind: 'unconfirmed'}
  | {readonly kind: 'signal'; readonly signal: string}
  | {readonly kind: 'terminalGone'; readonly why: string};

export function endOf(sessionId: string, state: State, link: Link, leaving: Leaving): DeckEnd {
  const back = `come back with: quarterdeck attach ${sessionId}`;
  if (state.session.phase === 'ended') {
    const {outcome, why} = state.session;
    const commit = outcome === 'accepted' && state.lastCommit ? `, commit ${state.lastCommit.slice(0, 12)}` : '';
    const how = outcome === 'stopped' ? 'stopped' : 'ended';
    return {how, state, message: `Session ${sessionId} has ended: ${outcome}${commit} (${why})`};
  }
  if (link.kind === 'lost' || link.kind === 'refused') {
    return {how: 'lost', state, message: `Session ${sessionId} has no core that answers (${link.why}); ${back}`};
  }
  return {how: 'detached', state, message: `Session ${sessionId} ${standing(state, leaving)}; ${back}`};
}

function standing({session}: State, leaving: Leaving): string {
  const runs = session.phase === 'paused' ? 'is paused' : 'runs on';
  switch (leaving.kind) {
    case 'detach':
      return runs;
    case 'paused':
      return 'is paused';
    case 'stopped':
    case 'unconfirmed':
      return 'was told to stop and has not said that it did';
    case 'signal':
      return `${runs} (the deck was ended by ${leaving.signal})`;
    case 'terminalGone':
      return `${runs} (the terminal is gone: ${leaving.why})`;
    default:
      return leaving satisfies never;
  }
}
