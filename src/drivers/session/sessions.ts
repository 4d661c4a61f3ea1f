// The sessions on this host: their folders, which of them a core is running now, and how each stands.
import {randomBytes} from 'node:crypto';
import {readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fold} from '../../core/reduce.ts';
import type {JournalDamage} from '../../core/session-standing.ts';
import type {State} from '../../core/state.ts';
import {holdLock} from '../host/lock.ts';
import {type SessionPaths, sessionPathsOf} from './folders.ts';
import {readJournal} from './read-journal.ts';

export interface SessionSummary {
  readonly id: string;
  readonly paths: SessionPaths;
  readonly changedAtMs: number;
  /** The process that runs it now; absent when none does. */
  readonly corePid?: number;
}

/** Sortable by time, readable, and different for two that start at once. */
export function newSessionId(nowMs: number, taskName: string): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${taskName.toLowerCase().slice(0, 24)}-${randomBytes(2).toString('hex')}`;
}

/** Newest first. */
export async function listSessions(folder: string): Promise<readonly SessionSummary[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => summaryOf(folder, name)));
  return found.filter((one) => one !== null).sort((a, b) => b.changedAtMs - a.changedAtMs);
}

async function summaryOf(folder: string, id: string): Promise<SessionSummary | null> {
  const paths = sessionPathsOf(join(folder, id));
  const journal = await stat(paths.journal).catch(() => null);
  if (journal === null) return null;
  const corePid = await corePidOf(paths);
  return {id, paths, changedAtMs: journal.mtimeMs, ...(corePid === null ? {} : {corePid})};
}

export interface KnownSession {
  /** As far as the journal can be believed. */
  readonly state: State;
  readonly tornBytes: number;
  readonly damage?: JournalDamage;
}

export async function readSession(paths: SessionPaths): Promise<KnownSession> {
  const {entries, tornBytes, damage} = await readJournal(paths.journal);
  return {state: fold(entries), tornBytes, ...(damage === undefined ? {} : {damage})};
}

export async function stateOfSession(paths: SessionPaths): Promise<State> {
  return (await readSession(paths)).state;
}

/** Takes the session for this process; null when another one has it. Who it is stands in the file beside the lock. */
export async function lockSession(paths: SessionPaths): Promise<(() => Promise<void>) | null> {
  const release = await holdLock(`${paths.lock}.lock`);
  if (release === null) return null;
  await writeFile(paths.lock, `${process.pid} ${(await startOf(process.pid)) ?? ''}\n`, {mode: 0o600});
  return async () => {
    await rm(paths.lock, {force: true});
    await release();
  };
}

export async function corePidOf(paths: SessionPaths): Promise<number | null> {
  const text = await readFile(paths.lock, 'utf8').catch(() => '');
  const [pid, started] = text.trim().split(' ');
  if (pid === undefined || !/^\d+$/.test(pid)) return null;
  const now = await startOf(Number(pid));
  return now !== null && now === started ? Number(pid) : null;
}

/**
 * When a process began, in clock ticks since boot (`man 5 proc`, field 22): a number that was given out again has another.
 * Null for one that has ended, also where nobody has asked yet how (state Z).
 */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const [state, ...fields] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined || state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
}
