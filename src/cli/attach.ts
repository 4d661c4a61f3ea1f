// `quarterdeck attach`: back to a session. One that runs is watched; one whose core is gone is taken up again; one that has
// ended is shown as it was.

import type {DeckSettings} from '../core/deck-settings.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions, readSession, type SessionSummary} from '../drivers/session/sessions.ts';
import {chooseSession, noSessionYet} from './choose-session.ts';
import type {AttachArguments} from './command-line.ts';
import {readDeck} from './read-deck.ts';
import {CommandFault} from './say.ts';
import {requireTerminal, watchSession} from './watch-session.ts';

export async function attachCommand({id, ...asked}: AttachArguments): Promise<number> {
  const screen = await readDeck(asked);
  const sessions = await listSessions(sessionsFolderOf(process.env));
  const session = id === undefined ? newest(sessions) : chooseSession(sessions, id);
  const instead = `--screen-reader shows it in plain lines, \`quarterdeck report ${session.id}\` tells how it stands`;
  requireTerminal(screen, instead);
  return attachTo(session, screen);
}

export async function attachTo(session: SessionSummary, screen: DeckSettings): Promise<number> {
  if (session.corePid !== undefined) return watchSession(session.id, session.paths, screen);
  const known = await readSession(session.paths);
  if (known.state.session.phase !== 'ended' || known.damage !== undefined) {
    return (await import('./take-up.ts')).takeUp(session, known, screen);
  }
  const {serveEnded} = await import('./serve-ended.ts');
  const server = await serveEnded(session.paths, known.state.seq);
  return watchSession(session.id, session.paths, screen).finally(() => server.close());
}

/** The one that is running before all. */
function newest(sessions: readonly SessionSummary[]): SessionSummary {
  const chosen = sessions.find(({corePid}) => corePid !== undefined) ?? sessions[0];
  if (chosen === undefined) throw new CommandFault(noSessionYet, 2);
  return chosen;
}
