// `quarterdeck sessions`: what there is on this host and how each stands; and a new session of what a damaged one still holds.
import {cellWidth} from '../../components/cell-width.ts';
import {standingOf} from '../core/session-standing.ts';
import {sessionsFolderOf} from '../drivers/session/folders.ts';
import {salvage} from '../drivers/session/salvage.ts';
import {listSessions, readSession, type SessionSummary} from '../drivers/session/sessions.ts';
import {type ListedSession, noSessions, sessionJson, sessionLines} from '../view/session-rows.ts';
import {chooseSession} from './choose-session.ts';
import type {SessionsArguments} from './command-line.ts';
import {CommandFault} from './say.ts';

export async function sessionsCommand({json, salvage: id}: SessionsArguments): Promise<number> {
  const sessions = await listSessions(sessionsFolderOf(process.env));
  if (id !== undefined) return salvageOf(chooseSession(sessions, id));
  const listed: ListedSession[] = [];
  // One after the other: a journal of a long session takes its memory while it is read.
  for (const session of sessions) listed.push(await listedOf(session));
  print(json ? [jsonText(listed)] : linesOf(listed));
  return 0;
}

export async function listedOf({id, paths, changedAtMs, corePid}: SessionSummary): Promise<ListedSession> {
  const {state, damage} = await readSession(paths);
  return {id, changedAtMs, standing: standingOf(state, corePid, damage), state};
}

function linesOf(listed: readonly ListedSession[]): readonly string[] {
  if (listed.length === 0) return [noSessions];
  // What goes into a file or another program is not cut.
  const columns = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  return sessionLines(listed, {nowMs: Date.now(), columns, width: cellWidth});
}

function jsonText(listed: readonly ListedSession[]): string {
  const isoTime = (ms: number): string => new Date(ms).toISOString();
  return JSON.stringify(
    listed.map((session) => sessionJson(session, isoTime)),
    null,
    2,
  );
}

async function salvageOf({id, paths, corePid}: SessionSummary): Promise<number> {
  if (corePid !== undefined) throw new CommandFault(`session ${id} is running; there is nothing to salvage`, 2);
  const made = await salvage(id, paths, sessionsFolderOf(process.env));
  if ('refused' in made) throw new CommandFault(made.refused, 2);
  print([
    `session ${made.id}: a copy of the first ${made.events} events of ${id}; ${made.linesLeftOut} lines from line ${made.damage.line} on were left out (${made.damage.why})`,
    `\`quarterdeck resume ${made.id}\` goes on from there. Look at the workspace first: it may be ahead of these events.`,
  ]);
  return 0;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
