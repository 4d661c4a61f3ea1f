// A target for one command: the one that a holder has, else one of the command's own, ready for work and ended with it.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {type HeldTarget, NotHeld, openHeldTarget} from '../drivers/holder/held-target.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {TargetReadiness, TargetSink} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {heldPathsFor} from './hold-file.ts';
import {openTarget} from './open-target.ts';
import {prepare} from './prepare.ts';
import {CommandFault, say} from './say.ts';
import {sessionsOn} from './target-users.ts';

export interface TakenTarget {
  readonly target: RunTarget;
  readonly isHeld: boolean;
  close(): Promise<void>;
}

export const deafSink: TargetSink = {event: () => {}, console: () => {}, pulse: () => {}};

/**
 * Up when this resolves. A board of nobody's is not reset for it: its power is switched on where the configuration says how, and no more.
 * Throws a CommandFault.
 */
export async function takeTarget(settings: TargetSettings, as: string): Promise<TakenTarget> {
  const held = await heldTarget(settings.name, as);
  if (held !== null) {
    requireUp(settings, await held.settled());
    return {target: held, isHeld: true, close: () => held.close()};
  }
  if (settings.kind === 'qemu') return openOwn(settings);
  await requireFree(settings);
  const {on} = settings.power;
  return openOwn({...settings, power: on === undefined ? {} : {on}});
}

/** For this command alone. */
export async function openOwn(settings: TargetSettings): Promise<TakenTarget> {
  const prepared = await prepare(settings);
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-target-'));
  const target = openTarget({
    ...{settings, prepared, cacheFolder: cacheFolderOf(process.env), folder, devices: [], sink: deafSink},
  });
  const close = async (): Promise<void> => {
    await target.close().catch(() => {});
    await rm(folder, {recursive: true, force: true});
  };
  try {
    say(ownWords(settings));
    requireUp(settings, settings.kind === 'board' ? await target.powerOn() : await target.clean('saved'));
  } catch (error) {
    await close();
    throw error;
  }
  return {target, isHeld: false, close};
}

/** Of whoever holds the target, for one that needs it alone; null where a target of one's own has to be opened. Throws a CommandFault. */
export async function heldAlone(
  settings: TargetSettings,
  {as, devices, sink}: {readonly as: string; readonly devices: readonly string[]; readonly sink: TargetSink},
): Promise<HeldTarget | null> {
  const {name, kind} = settings;
  if (kind === 'qemu' && devices.length > 0) return null;
  const held = await heldTarget(name, as, {sink, alone: true});
  if (held === null && kind === 'board') await requireFree(settings);
  return held;
}

/** Null when nobody holds it. Throws a CommandFault when the holder refuses. */
export async function heldTarget(
  name: string,
  as: string,
  {sink = deafSink, alone = false}: {readonly sink?: TargetSink; readonly alone?: boolean} = {},
): Promise<HeldTarget | null> {
  try {
    return await openHeldTarget({socketPath: heldPathsFor(name).socket, as, alone}, sink);
  } catch (error) {
    if (error instanceof NotHeld) return null;
    throw new CommandFault(`${name}: ${messageOf(error)}`, 3);
  }
}

/** A board is one machine, and its console one line. */
export async function requireFree(settings: TargetSettings): Promise<void> {
  const [session] = await sessionsOn(settings.name);
  if (session === undefined) return;
  throw new CommandFault(
    `${settings.name} is in use by session ${session}: \`quarterdeck attach ${session}\` shows it; it is free when that has ended`,
    3,
  );
}

export function requireUp({name}: TargetSettings, readiness: TargetReadiness): void {
  if (readiness.kind !== 'up') throw new CommandFault(`the target ${name} is ${readiness.kind}: ${readiness.why}`, 3);
}

function ownWords({kind, name}: TargetSettings): string {
  if (kind === 'board') return `${name} is held by nobody: this command takes its console line and lets go of it again`;
  return `${name} is held by nobody: one is started from its saved state for this command, and ended with it`;
}
