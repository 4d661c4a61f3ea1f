// `target list`: each target of the configuration, how it is now, its kernel, and what it lacks, in words.
import {existsSync} from 'node:fs';
import type {Configuration} from '../../config/schema.ts';
import type {BoardSettings, QemuSettings, TargetSettings} from '../core/target-settings.ts';
import {findTools} from '../drivers/host/tools.ts';
import {cachedKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {messageOf} from '../runtime/insist.ts';
import {namedKernel} from './choose-target.ts';
import {onReaderGone} from './interrupts.ts';
import {heldTarget} from './take-target.ts';
import {sessionsOn} from './target-users.ts';

export interface TargetFacts {
  readonly name: string;
  readonly kind: TargetSettings['kind'];
  readonly isDefault: boolean;
  /** Absent while nobody holds it. */
  readonly held?: {readonly pid: number; readonly phase: string; readonly users: readonly string[]};
  /** Its holder gives no answer, in words. */
  readonly unanswered?: string;
  readonly sessions: readonly string[];
  /** Its release; absent where it can't be told, which is then among what it lacks. */
  readonly kernel?: string;
  readonly lacks: readonly string[];
}

export async function listTargets(configuration: Configuration, json: boolean): Promise<number> {
  onReaderGone(() => {});
  const all = Object.values(configuration.targets);
  const facts = await Promise.all(all.map((settings) => factsOf(settings, settings.name === configuration.target)));
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : tableOf(facts));
  return 0;
}

async function factsOf(settings: TargetSettings, isDefault: boolean): Promise<TargetFacts> {
  const {name, kind} = settings;
  const kernel = await kernelOf(settings);
  const lacks = kind === 'board' ? boardLacks(settings) : qemuLacks(settings);
  return {
    ...{name, kind, isDefault, sessions: await sessionsOn(name)},
    ...(await holderOf(name)),
    ...('release' in kernel ? {kernel: kernel.release} : {}),
    lacks: 'release' in kernel ? lacks : [kernel.fault, ...lacks],
  };
}

/** One that does not answer must not hide the other targets. */
async function holderOf(name: string): Promise<Pick<TargetFacts, 'held' | 'unanswered'>> {
  try {
    const held = await heldTarget(name, 'quarterdeck target list');
    if (held === null) return {};
    await held.close();
    const {pid, phase, users} = held;
    return {held: {pid, phase, users}};
  } catch (error) {
    return {unanswered: messageOf(error)};
  }
}

async function kernelOf(settings: TargetSettings): Promise<{readonly release: string} | {readonly fault: string}> {
  const cacheFolder = cacheFolderOf(process.env);
  try {
    const kernel = (await namedKernel(settings, cacheFolder)?.()) ?? (await cachedKernel(cacheFolder));
    return kernel ?? {fault: 'the kernel is not fetched yet: the first start does'};
  } catch (error) {
    return {fault: messageOf(error)};
  }
}

/** Each with what follows from it. */
export function boardLacks({line, power, sysrq, watchdogSeconds, kernel}: BoardSettings): readonly string[] {
  const hasPower = power.cycle !== undefined || (power.on !== undefined && power.off !== undefined);
  return [
    ...(line.kind === 'serial' && !existsSync(line.path) ? [`${line.path} is not there`] : []),
    ...(hasPower ? [] : ['no power control: a board that hangs for good waits for a hand']),
    ...(power.reset === undefined ? ['no reset line'] : []),
    ...(sysrq ? [] : ['no SysRq: no backtrace of a hang before it is reset']),
    ...(watchdogSeconds === undefined ? ['no watchdog: silence alone tells of a hang'] : []),
    ...(existsSync(kernel.build) ? [] : [`${kernel.build} is not there: no module can be built for it`]),
  ];
}

function qemuLacks({accelerator}: QemuSettings): readonly string[] {
  const missing = findTools(false).missing.map(({name}) => name);
  return [
    ...(missing.length === 0 ? [] : [`this machine has no ${missing.join(', ')}: \`quarterdeck doctor\` tells more`]),
    ...(accelerator === 'kvm' && !existsSync('/dev/kvm') ? ['there is no /dev/kvm'] : []),
  ];
}

export function tableOf(all: readonly TargetFacts[]): string {
  const nameColumn = Math.max(...all.map(({name}) => name.length));
  return all
    .map((facts) => {
      const {name, kind, isDefault, kernel, lacks} = facts;
      const head = [`${isDefault ? '*' : ' '} ${name.padEnd(nameColumn)}`, kind.padEnd(5), stateOf(facts)];
      const rows = [[...head, ...(kernel === undefined ? [] : [`kernel ${kernel}`])].join('  ')];
      return [...rows, ...lacks.map((words) => `    ${words}`), ''].join('\n');
    })
    .join('');
}

/** A board is one machine; of QEMU each session has a machine of its own, beside the one that is held. */
function stateOf({kind, held, unanswered, sessions}: TargetFacts): string {
  if (unanswered !== undefined) return unanswered;
  const at = sessions.map((id) => `session ${id}`);
  const own = kind === 'qemu' && at.length > 0 ? [`with a machine of its own: ${at.join(', ')}`] : [];
  const users = [...(kind === 'board' ? at : []), ...(held?.users ?? [])];
  const use = users.length > 0 ? [`in use by ${users.join(', ')}`] : [];
  const here = held === undefined ? [] : [`${held.phase}, held by process ${held.pid}`];
  const parts = [...here, ...use, ...own];
  return parts.length > 0 ? parts.join('; ') : restWords[kind];
}

const restWords = {qemu: 'off', board: 'in use by nobody'} as const;
