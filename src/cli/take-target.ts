// A target for one command: the one that a holder has, else one of the command's own, ready for work and ended with it.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {BoardSettings, TargetSettings} from '../core/target-settings.ts';
import {type HeldTarget, NotHeld, openHeldTarget} from '../drivers/holder/held-target.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {restingLines} from '../drivers/target/board/power.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {TargetReadiness, TargetSink} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {whileBooting} from './boot-line.ts';
import {heldPathsFor} from './hold-file.ts';
import {unlessInterrupted} from './interrupts.ts';
import {lockBoard, type Unlock} from './lock-target.ts';
import {madeOfNow} from './made-of.ts';
import {bootTimesOf, openTarget} from './open-target.ts';
import {prepare} from './prepare.ts';
import {CommandFault, say} from './say.ts';
import {sessionsOn} from './target-users.ts';

export interface TakenTarget {
  readonly target: RunTarget;
  readonly isHeld: boolean;
  close(): Promise<void>;
}

const deafSink: TargetSink = {event: () => {}, console: () => {}, pulse: () => {}};

/**
 * Up when this resolves. A board of nobody's is not reset for it: its power is switched on where the configuration says how, and no more.
 * Throws a CommandFault.
 */
export async function takeTarget(settings: TargetSettings, as: string): Promise<TakenTarget> {
  const held = await heldAsSet(settings, as);
  if (held !== null) {
    requireUp(settings, await held.settled());
    return {target: held, isHeld: true, close: () => held.close()};
  }
  if (settings.kind === 'qemu') return openOwn(settings, as);
  await requireFree(settings);
  const {on} = settings.power;
  return openOwn(withPower(settings, on === undefined ? {} : {on}), as);
}

/** A board with some of its acts: its lines rest as they did with all of them. */
export function withPower(settings: BoardSettings, power: BoardSettings['power']): BoardSettings {
  return {...settings, power, restingLines: restingLines(settings.power)};
}

/** For this command alone; a signal ends it while it comes up. */
export async function openOwn(settings: TargetSettings, as: string): Promise<TakenTarget> {
  const prepared = await prepare(settings);
  const unlock = await lockBoard(settings, as);
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-target-'));
  let target: RunTarget | null = null;
  const close = onceOnly(async () => {
    await target?.close().catch(() => {});
    await rm(folder, {recursive: true, force: true});
    await unlock();
  });
  return unlessInterrupted(async () => {
    const own = openTarget({
      ...{settings, prepared, cacheFolder: cacheFolderOf(process.env), folder, devices: [], sink: deafSink},
      by: () => as,
    });
    target = own;
    say(ownWords(settings));
    const file = bootTimesOf({settings, prepared, cacheFolder: cacheFolderOf(process.env)});
    const up = () => (settings.kind === 'board' ? own.powerOn() : own.clean('saved'));
    const kind = settings.kind === 'board' ? 'boot' : 'restore';
    requireUp(settings, await whileBooting({what: `waiting for ${settings.name}`, file, kind}, up));
    return {target: own, isHeld: false, close};
  }, close);
}

function onceOnly(close: Unlock): Unlock {
  let closed: Promise<void> | null = null;
  return () => {
    closed ??= close();
    return closed;
  };
}

/** Of whoever holds the target, for one that needs it alone; null where a target of one's own has to be opened. Throws a CommandFault. */
export async function heldAlone(
  settings: TargetSettings,
  {as, devices, sink}: {readonly as: string; readonly devices: readonly string[]; readonly sink: TargetSink},
): Promise<HeldTarget | null> {
  const {kind} = settings;
  if (kind === 'qemu' && devices.length > 0) return null;
  const held = await heldAsSet(settings, as, {sink, alone: true});
  if (held === null && kind === 'board') await requireFree(settings);
  return held;
}

interface HeldUse {
  readonly sink?: TargetSink;
  readonly alone?: boolean;
}

/** Null when nobody holds it. One that was made of other settings or another kernel is refused with a CommandFault. */
export async function heldAsSet(settings: TargetSettings, as: string, use: HeldUse = {}): Promise<HeldTarget | null> {
  const {name} = settings;
  const held = await heldTarget(name, as, use);
  if (held === null || held.made === (await madeOfNow(settings))) return held;
  await held.close();
  const words = `${name} is held with other settings or another kernel than those of now: \`quarterdeck target off\`, then \`quarterdeck target boot\``;
  throw new CommandFault(words, 3);
}

/** Whatever it was made of; null when nobody holds it. Throws a CommandFault when the holder refuses. */
export async function heldTarget(
  name: string,
  as: string,
  {sink = deafSink, alone = false}: HeldUse = {},
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
  return `${name} is off: one is started from its saved state for this command, and ended with it`;
}
