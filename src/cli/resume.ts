// `quarterdeck resume`: a session that has not ended and that no core has is taken up from its journal, where it was.
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {type KnownSession, listSessions, readSession, type SessionSummary} from '../drivers/session/sessions.ts';
import {chooseSession} from './choose-session.ts';
import type {ResumeArguments} from './command-line.ts';
import {readDeck} from './read-deck.ts';
import {CommandFault} from './say.ts';
import {takeUp} from './take-up.ts';
import {requireTerminal} from './watch-session.ts';

export async function resumeCommand({id, headless, ...asked}: ResumeArguments): Promise<number> {
  const screen = headless ? null : await readDeck(asked);
  const sessions = await listSessions(sessionsFolderOf(process.env));
  const {session, known} = id === undefined ? await newestUnended(sessions) : await named(sessions, id);
  if (session.corePid === undefined) {
    if (screen !== null) requireTerminal(screen, withoutScreen(session.id));
    return takeUp(session, known, screen);
  }
  const words = `session ${session.id} is running (process ${session.corePid}): \`quarterdeck attach ${session.id}\` shows it`;
  throw new CommandFault(`${words}; two processes never run one session`, 2);
}

const withoutScreen = (id: string): string =>
  `\`quarterdeck resume ${id} --headless\` goes on without one, \`--screen-reader\` in plain lines`;

interface Chosen {
  readonly session: SessionSummary;
  readonly known: KnownSession;
}

async function named(sessions: readonly SessionSummary[], id: string): Promise<Chosen> {
  const session = chooseSession(sessions, id);
  const known = await readSession(session.paths);
  if (known.damage === undefined && known.state.session.phase === 'ended') {
    const {outcome, why} = known.state.session;
    const what = `session ${session.id} has ended: ${outcome} (${why}); there is nothing to take up`;
    throw new CommandFault(`${what}. \`quarterdeck replay ${session.id}\` shows it again`, 2);
  }
  return {session, known};
}

/** One that runs already is passed over: there is nothing to take up. */
async function newestUnended(sessions: readonly SessionSummary[]): Promise<Chosen> {
  for (const session of sessions) {
    if (session.corePid !== undefined) continue;
    const known = await readSession(session.paths);
    if (known.damage === undefined && known.state.session.phase !== 'ended') return {session, known};
  }
  throw new CommandFault(nothingLeftWords(sessions), 2);
}

/** A session that was paused and left still has its core: `attach` leads back to it. */
export function nothingLeftWords(sessions: readonly Pick<SessionSummary, 'id' | 'corePid'>[]): string {
  const running = sessions.filter(({corePid}) => corePid !== undefined);
  const [only] = running;
  if (only === undefined) return 'no session is left to be resumed; `quarterdeck sessions` lists what there is';
  const names = running.map(({id}) => id).join(', ');
  const which = running.length === 1 ? `session ${names} still runs, paused or not` : `these still run: ${names}`;
  return `no session is left to be resumed; ${which}: \`quarterdeck attach ${only.id}\` comes back to it`;
}
