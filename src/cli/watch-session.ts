// Opens the deck on a session whose core answers, and says in the plain terminal what became of it when it is closed.
import {exitStatusOf} from '../core/ending.ts';
import {runDeck} from '../deck/run-deck.tsx';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {say} from './say.ts';

export async function watchSession(id: string, paths: SessionPaths): Promise<number> {
  const {how, state, message} = await runDeck({
    socketPath: paths.socket,
    sessionId: id,
    journalPath: paths.journal,
    stdin: process.stdin,
    stdout: process.stdout,
    env: process.env,
  });
  say(message);
  switch (how) {
    case 'detached':
      return 0;
    case 'lost':
      return 3;
    case 'ended':
    case 'stopped':
      return exitStatusOf(state.session);
    default:
      return how satisfies never;
  }
}
