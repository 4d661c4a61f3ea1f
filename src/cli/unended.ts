// A session that writes in a workspace and has not ended. Two cores never write in one.
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions, type SessionSummary, stateOfSession} from '../drivers/session/sessions.ts';

/** How many of the newest sessions are looked through. */
const lookedAt = 20;

export interface Unended {
  readonly session: SessionSummary;
  readonly task: string;
}

export async function unendedOn(workspace: string): Promise<Unended | null> {
  const sessions = await listSessions(sessionsFolderOf(process.env));
  for (const session of sessions.slice(0, lookedAt)) {
    const state = await stateOfSession(session.paths).catch(() => null);
    if (state === null || state.workspace !== workspace || state.session.phase === 'ended') continue;
    return {session, task: state.requirement?.name ?? 'unknown'};
  }
  return null;
}
