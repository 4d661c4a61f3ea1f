// The sessions that are at work on a target now.
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions} from '../drivers/session/sessions.ts';
import {readStartFile} from './start-file.ts';

/** Their ids, newest first. */
export async function sessionsOn(name: string): Promise<readonly string[]> {
  const sessions = await listSessions(sessionsFolderOf(process.env));
  const running = sessions.filter(({corePid}) => corePid !== undefined);
  const targets = await Promise.all(running.map(({paths}) => readStartFile(paths).catch(() => null)));
  return running.filter((_, at) => targets[at]?.target.name === name).map(({id}) => id);
}
