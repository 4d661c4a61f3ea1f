// A target as its settings describe it, opened: the one place that knows which driver makes which kind.
import {join} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {noticingTimes} from '../drivers/examine/dynamic/noticing-kernel.ts';
import {keepCrashes} from '../drivers/holder/crash-records.ts';
import {openLine} from '../drivers/line/open-line.ts';
import {createBoardTarget} from '../drivers/target/board/board-target.ts';
import {bootTimesFile, keepBootTimes} from '../drivers/target/boot-times.ts';
import {detectorTimes} from '../drivers/target/kernel-arguments.ts';
import {createQemuTarget} from '../drivers/target/qemu-target.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {TargetSink} from '../ports.ts';
import {heldPathsFor} from './hold-file.ts';
import type {Prepared} from './prepare.ts';
import {CommandFault} from './say.ts';

export interface OpenTargetOptions {
  readonly settings: TargetSettings;
  readonly prepared: Prepared;
  readonly cacheFolder: string;
  /** Where pstore records are kept. */
  readonly folder: string;
  /** A task's own, on top of the target's; each a QEMU `-device`. */
  readonly devices: readonly string[];
  /** Who is at the target, as `target crashes` tells of each that is kept; without this none is. */
  readonly by?: () => string;
  /** Boots that were counted before, in a session that is taken up again. */
  readonly bootsBefore?: number;
  readonly sink: TargetSink;
}

/** Throws a CommandFault for what this kind of target can't be given. */
export function openTarget(options: OpenTargetOptions): RunTarget {
  const {by} = options;
  const sink = keepBootTimes(bootTimesOf(options), options.sink);
  if (by === undefined) return openKind({...options, sink});
  const {crashes, opened} = heldPathsFor(options.settings.name);
  const stamp = new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const folder = join(opened, `${stamp}-${process.pid}`);
  const keeper = keepCrashes({index: crashes, folder, by}, sink);
  const target = openKind({...options, sink: keeper});
  return {
    ...target,
    async close() {
      await target.close();
      await keeper.kept();
    },
  };
}

/** The file that says how long such a target takes to come up. */
export function bootTimesOf({
  settings,
  prepared,
  cacheFolder,
}: Pick<OpenTargetOptions, 'settings' | 'prepared' | 'cacheFolder'>): string {
  return bootTimesFile(cacheFolder, [settings.name, prepared.kernel.release, prepared.accelerator]);
}

function openKind({settings, prepared, sink, devices, by: _by, ...rest}: OpenTargetOptions): RunTarget {
  switch (settings.kind) {
    case 'qemu': {
      const {machine, memoryMiB, cpus} = settings;
      const times = settings.kernel.kind === 'built' ? noticingTimes : detectorTimes;
      const {kernel, tools, accelerator} = prepared;
      const {qemu, busybox} = tools;
      if (qemu === undefined || busybox === undefined)
        throw new CommandFault(`${settings.name} was prepared as a board`, 3);
      return createQemuTarget(
        {
          ...{qemu, busybox, kernel, accelerator, machine, memoryMiB, cpus, times},
          ...{...rest, devices: [...settings.devices, ...devices]},
        },
        sink,
      );
    }
    case 'board':
      if (devices.length > 0) throw new CommandFault(devicesWords(settings.name, devices), 2);
      return createBoardTarget({settings, environment: process.env, openLine, ...boardOptions(rest)}, sink);
    default:
      return settings satisfies never;
  }
}

function boardOptions({folder, bootsBefore}: Pick<OpenTargetOptions, 'folder' | 'bootsBefore'>) {
  return {folder, ...(bootsBefore === undefined ? {} : {bootsBefore})};
}

function devicesWords(name: string, devices: readonly string[]): string {
  return `the task wants the device ${devices.join(', ')}, which only an emulated machine can be given: ${name} is a board`;
}
