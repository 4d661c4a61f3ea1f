// Takes up a session whose core is gone, from its journal: in the background under a deck, or in this process without one.

import type {DeckSettings} from '../core/deck-settings.ts';
import type {KnownSession, SessionSummary} from '../drivers/session/sessions.ts';
import {requireNoAsking} from './approvals.ts';
import {damageWords} from './damage-words.ts';
import {missingKeyWords, rolesWithoutKey} from './model-keys.ts';
import {prepare} from './prepare.ts';
import {CommandFault, say} from './say.ts';
import {spawnCore} from './spawn-core.ts';
import {readStartFile, type StartFile, writeStartFile} from './start-file.ts';
import {watchSession} from './watch-session.ts';

export async function takeUp(
  {id, paths}: SessionSummary,
  {state, tornBytes, damage}: KnownSession,
  /** Null: without a screen. */
  screen: DeckSettings | null,
): Promise<number> {
  if (damage !== undefined) throw new CommandFault(damageWords(id, paths.journal, damage), 3);
  const torn = tornBytes === 0 ? '' : `; its last ${tornBytes} bytes were torn by the sudden end and are left out`;
  if (screen === null) requireNoAsking(state.approve);
  say(`session ${id}: its core is gone; it is taken up from its journal (${state.seq} events${torn})`);
  const known = await readStartFile(paths);
  requireKey(known, process.env);
  const start = {...known, ...(await prepare(known.target)), attended: screen !== null};
  await writeStartFile(paths, start);
  // What runs a session is of no use to its screen, and takes longer to load than the screen does.
  if (screen === null) return (await import('./headless.ts')).headless(paths, start);
  await spawnCore(paths);
  return watchSession(id, paths, screen);
}

/** Before a core is started that could ask nobody. */
export function requireKey(
  {id, model, configuration}: Pick<StartFile, 'id' | 'model' | 'configuration'>,
  environment: NodeJS.ProcessEnv,
): void {
  if (model.kind !== 'live') return;
  const missing = rolesWithoutKey(configuration, environment);
  if (missing.length === 0) return;
  throw new CommandFault(
    `session ${id} asks a live model, and ${missingKeyWords(configuration, missing)} is not in this environment: set it and resume again`,
    2,
  );
}
