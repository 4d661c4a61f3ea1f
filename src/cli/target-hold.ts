// `target boot`, `reset` and `off`: a target that stays up between commands, since a process in the background holds it.
import type {LineSettings, PowerAct, TargetSettings} from '../core/target-settings.ts';
import type {HeldTarget} from '../drivers/holder/held-target.ts';
import type {ConsoleLine} from '../drivers/line/console-line.ts';
import {openLine} from '../drivers/line/open-line.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {canCycle, takePower} from '../drivers/target/board/power.ts';
import {messageOf} from '../runtime/insist.ts';
import {whileBooting} from './boot-line.ts';
import {heldPathsFor, requireSocketPath, writeHoldFile} from './hold-file.ts';
import {type Interruption, interruptedStatus, interruption} from './interrupts.ts';
import {lockBoard} from './lock-target.ts';
import {madeOf} from './made-of.ts';
import {bootTimesOf} from './open-target.ts';
import {prepare} from './prepare.ts';
import {CommandFault, say} from './say.ts';
import {spawnBackground} from './spawn-background.ts';
import {heldAsSet, heldTarget, openOwn, requireFree, requireUp, withPower} from './take-target.ts';

export async function bootTarget(settings: TargetSettings): Promise<number> {
  const {name} = settings;
  const held = await heldAsSet(settings, 'quarterdeck target boot');
  if (held !== null) return bootAgain(settings, held);
  if (settings.kind === 'board') await requireFree(settings);
  const paths = heldPathsFor(name);
  requireSocketPath(paths);
  const prepared = await prepare(settings);
  const made = await madeOf(settings, prepared.kernel);
  await writeHoldFile(paths, {version: 1, settings, prepared, cacheFolder: cacheFolderOf(process.env), made});
  const {folder, log, socket} = paths;
  const file = bootTimesOf({settings, prepared, cacheFolder: cacheFolderOf(process.env)});
  // From here on there is something in the background that a signal must not leave there unsaid.
  const interrupted = interruption();
  try {
    await spawnBackground({name: `the holder of ${name}`, words: ['holder', folder], log, appends: false, socket});
    const started = await heldTarget(name, 'quarterdeck target boot');
    if (started === null) throw new CommandFault(`the holder of ${name} ended at once; see ${log}`, 3);
    return await bringUp(settings, started, {file, interrupted});
  } finally {
    interrupted.off();
  }
}

/** A board that was switched off, or a machine that died, is brought up again by the holder that is there. */
async function bootAgain(settings: TargetSettings, held: HeldTarget): Promise<number> {
  const {pid, phase} = held;
  const readiness = await held.settled();
  if (readiness.kind !== 'up') return bringUpAgain(settings, held);
  await held.close();
  throw new CommandFault(
    `${settings.name} is held by process ${pid} already (${phase}): \`quarterdeck target reset\` boots it anew`,
    2,
  );
}

async function bringUpAgain(settings: TargetSettings, held: HeldTarget): Promise<number> {
  const prepared = await prepare(settings);
  const file = bootTimesOf({settings, prepared, cacheFolder: cacheFolderOf(process.env)});
  const interrupted = interruption();
  return bringUp(settings, held, {file, interrupted}).finally(interrupted.off);
}

interface BringingUp {
  /** How long it took before. */
  readonly file: string;
  readonly interrupted: Interruption;
}

/** A machine that does not come up is of no use to anybody; a board may be looked at. */
async function bringUp(
  settings: TargetSettings,
  held: HeldTarget,
  {file, interrupted: {heard}}: BringingUp,
): Promise<number> {
  const {name} = settings;
  const startedMs = performance.now();
  const readiness = await whileBooting({what: `booting ${name}`, file, kind: 'boot'}, () =>
    Promise.race([held.powerOn(), heard]),
  ).catch((error: unknown) => stopped(settings, held, error));
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (readiness.kind !== 'up' && settings.kind === 'qemu') await held.off().catch(() => {});
  await held.close();
  requireUp(settings, readiness);
  say(`${name} is up after ${seconds} s, held by process ${held.pid}; \`quarterdeck target off\` ends it`);
  return 0;
}

/** What a signal ended is taken back where that harms nobody: a machine of ours. Power is not cut from a board that was only to come up. */
async function stopped({name, kind}: TargetSettings, held: HeldTarget, error: unknown): Promise<never> {
  if (!(error instanceof CommandFault && error.status === interruptedStatus)) throw error;
  if (kind === 'qemu') {
    await held.off().catch(() => {});
    throw new CommandFault(`${error.message}; ${name} is off again`, interruptedStatus);
  }
  await held.close();
  throw new CommandFault(
    `${error.message}; ${name} goes on coming up, held by process ${held.pid}: \`quarterdeck target off --target ${name}\` ends that`,
    interruptedStatus,
  );
}

export async function resetTarget(settings: TargetSettings): Promise<number> {
  const {name} = settings;
  const held = await heldAsSet(settings, 'quarterdeck target reset');
  if (held === null && settings.kind === 'qemu') {
    throw new CommandFault(`${name} is off, so there is nothing to reset: \`quarterdeck target boot\``, 2);
  }
  const startedMs = performance.now();
  if (held === null) await resetBoard(settings);
  else requireUp(settings, await held.reset().finally(() => held.close()));
  say(`${name} is up again after ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return 0;
}

/** Of nobody's: it is taken into use by the bluntest thing that its configuration names, which is a reset. */
export async function resetBoard(settings: TargetSettings): Promise<void> {
  if (settings.kind !== 'board') return;
  const {name, power} = settings;
  const {reset} = power;
  if (reset === undefined && !canCycle(power)) {
    throw new CommandFault(`${name} has no way to be reset: targets.${name}.power.reset or .cycle names one`, 2);
  }
  await requireFree(settings);
  const chosen = withPower(settings, reset === undefined ? power : {reset});
  const {close} = await openOwn(chosen, 'quarterdeck target reset');
  await close();
}

export async function switchOffTarget(settings: TargetSettings): Promise<number> {
  const {name} = settings;
  const held = await heldTarget(name, 'quarterdeck target off');
  if (held !== null) {
    await held.off().catch((error: unknown) => {
      throw new CommandFault(`${name} could not be switched off: ${messageOf(error)}`, 3);
    });
    await held.close();
    say(`${name} is off, and held by nobody`);
    return 0;
  }
  if (settings.kind === 'qemu') {
    say(`${name} is off already`);
    return 0;
  }
  if (settings.power.off === undefined) {
    throw new CommandFault(`${name} has no way to be switched off: targets.${name}.power.off names one`, 2);
  }
  await requireFree(settings);
  const unlock = await lockBoard(settings, 'quarterdeck target off');
  await cutPower(settings.line, settings.power.off).finally(unlock);
  say(`${name} is off`);
  return 0;
}

async function cutPower(settings: LineSettings, act: PowerAct): Promise<void> {
  try {
    // Only a pulse needs the line, which may be away while a command still works.
    if (act.kind === 'command') return await takePower('off', act, absentLine);
    const line = await openLine(settings, {bytes: () => {}, lost: () => {}, back: () => {}});
    await takePower('off', act, line).finally(() => line.close());
  } catch (error) {
    throw new CommandFault(messageOf(error), 3);
  }
}

const absent = (): Promise<void> => Promise.reject(new Error('the line is not open'));
const absentLine: ConsoleLine = {write: absent, sendBreak: absent, setModemLines: absent, close: async () => {}};
