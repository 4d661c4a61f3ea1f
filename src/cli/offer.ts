// A session on the same workspace that did not end: it is offered before a new one is begun.
import {createInterface} from 'node:readline/promises';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {listSessions, type SessionSummary, stateOfSession} from '../drivers/session/sessions.ts';
import {attachTo} from './attach.ts';
import type {ScreenChoice} from './read-deck.ts';
import {CommandFault, say} from './say.ts';

/** How many of the newest sessions are looked through. */
const lookedAt = 20;

/** What to do instead of a new session; null when a new one is wanted. Two cores never write in one workspace. */
export async function offerUnended(
  workspace: string,
  isHeadless: boolean,
  screen: ScreenChoice,
): Promise<(() => Promise<number>) | null> {
  const found = await unendedOn(workspace);
  if (found === null) return null;
  const {session, task} = found;
  if (session.corePid !== undefined) {
    const words = `session ${session.id} is at work in ${workspace}: \`quarterdeck attach ${session.id}\` shows it, --workspace names another folder`;
    if (isHeadless) throw new CommandFault(words, 2);
  }
  if (isHeadless) {
    say(
      `note: session ${session.id} on this workspace did not end; \`quarterdeck resume ${session.id}\` takes it up again`,
    );
    return null;
  }
  const isRunning = session.corePid !== undefined;
  say(`Session ${session.id} (${task}) is ${isRunning ? 'running' : 'not ended: its core is gone'}.`);
  const asked = isRunning ? 'Attach to it? [Y/n] ' : 'Take it up where it was? [Y/n] ';
  const wantsIt = !/^\s*n/i.test(await ask(asked));
  if (wantsIt) return () => attachTo(session, screen);
  if (isRunning) {
    throw new CommandFault('two sessions never write in one folder; name another with --workspace', 2);
  }
  return null;
}

async function unendedOn(workspace: string): Promise<{readonly session: SessionSummary; readonly task: string} | null> {
  const sessions = await listSessions(sessionsFolderOf(process.env));
  for (const session of sessions.slice(0, lookedAt)) {
    const state = await stateOfSession(session.paths).catch(() => null);
    if (state === null || state.workspace !== workspace || state.session.phase === 'ended') continue;
    return {session, task: state.requirement?.name ?? 'unknown'};
  }
  return null;
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({input: process.stdin, output: process.stderr});
  try {
    return await lines.question(question);
  } catch {
    // ctrl-c and ctrl-d.
    throw new CommandFault('left without an answer; nothing was begun', 130);
  } finally {
    lines.close();
  }
}
