// `quarterdeck attach`: back to a session. One that runs is watched; one whose core is gone is taken up again; one that has
// ended is shown as it was.
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions, type SessionSummary, stateOfSession} from '../drivers/session/sessions.ts';
import {prepare} from './prepare.ts';
import {CommandFault, say} from './say.ts';
import {serveEnded} from './serve-ended.ts';
import {spawnCore} from './spawn-core.ts';
import {readStartFile, type StartFile, writeStartFile} from './start-file.ts';
import {requireTerminal, watchSession} from './watch-session.ts';

export async function attachCommand(id: string | undefined): Promise<number> {
  requireTerminal();
  return attachTo(choose(await listSessions(sessionsFolderOf(process.env)), id));
}

export async function attachTo(session: SessionSummary): Promise<number> {
  if (session.corePid !== undefined) return watchSession(session.id, session.paths);
  const state = await stateOfSession(session.paths);
  if (state.session.phase === 'ended') {
    const server = await serveEnded(session.paths, state.seq);
    return watchSession(session.id, session.paths).finally(() => server.close());
  }
  say(`session ${session.id}: its core is gone; it is taken up from its journal (${state.seq} events)`);
  const start = await readStartFile(session.paths);
  requireKey(start, process.env);
  await writeStartFile(session.paths, {...start, ...(await prepare(start.target)), attended: true});
  await spawnCore(session.paths);
  return watchSession(session.id, session.paths);
}

/** Before a core is started that could ask nobody. */
export function requireKey(
  {id, model, configuration}: Pick<StartFile, 'id' | 'model' | 'configuration'>,
  environment: NodeJS.ProcessEnv,
): void {
  if (model.kind !== 'live' || configuration.provider.baseUrl !== undefined) return;
  if ((environment[model.keyVariable] ?? '') !== '') return;
  throw new CommandFault(
    `session ${id} asks a live model, and ${model.keyVariable} is not in this environment: set it and attach again`,
    2,
  );
}

/** The newest, the one that is running before all; or the one whose id begins so. */
function choose(sessions: readonly SessionSummary[], id: string | undefined): SessionSummary {
  if (id === undefined) {
    const chosen = sessions.find(({corePid}) => corePid !== undefined) ?? sessions[0];
    if (chosen === undefined) throw new CommandFault('there is no session yet; `quarterdeck` begins one', 2);
    return chosen;
  }
  const found = sessions.filter((session) => session.id === id || session.id.startsWith(id));
  const [only, another] = found;
  const newest = sessions
    .slice(0, 8)
    .map((session) => `  ${session.id}${session.corePid === undefined ? '' : '  running'}`);
  if (only === undefined) {
    throw new CommandFault(`there is no session ${id}; the newest are:\n${newest.join('\n') || '  none'}`, 2);
  }
  if (another !== undefined && only.id !== id) {
    throw new CommandFault(
      `${found.length} sessions begin with ${id}:\n${found.map((one) => `  ${one.id}`).join('\n')}`,
      2,
    );
  }
  return only;
}
