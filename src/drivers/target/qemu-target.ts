// The target as QEMU gives it: the loop of every target, over a room that is a QEMU process.
import type {TargetSink} from '../../ports.ts';
import {detectorFaults} from './kernel-arguments.ts';
import {openMachineRoom} from './machine-room.ts';
import type {Room} from './room.ts';
import {createTarget} from './target-loop.ts';
import type {QemuTargetOptions} from './target-options.ts';
import type {RunTarget} from './task-run.ts';

export interface QemuTarget extends RunTarget {
  /** The process that runs now. */
  pid(): number | null;
}

export function createQemuTarget(options: QemuTargetOptions, sink: TargetSink): QemuTarget {
  let room: Room | null = null;
  const faults = detectorFaults(options.times);
  const target = createTarget(
    (listener) => {
      room = openMachineRoom(options, listener);
      return room;
    },
    {...options, faults},
    sink,
  );
  return {...target, pid: () => room?.pid() ?? null};
}
