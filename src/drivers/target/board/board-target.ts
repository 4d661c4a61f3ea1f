// The target that a board is: the loop of every target, over a board's room.
import type {BoardSettings} from '../../../core/target-settings.ts';
import type {TargetSink} from '../../../ports.ts';
import {createTarget} from '../target-loop.ts';
import type {RunTarget} from '../task-run.ts';
import {type BoardRoomOptions, openBoardRoom} from './board-room.ts';
import {boardTimes} from './times.ts';

export interface BoardOptions extends BoardRoomOptions {
  readonly settings: BoardSettings;
  /** Of the session: pstore records are kept below it. */
  readonly folder: string;
  /** Boots that were counted before, in a session that is taken up again. */
  readonly bootsBefore?: number;
}

export function createBoardTarget(options: BoardOptions, sink: TargetSink): RunTarget {
  const {settings, folder, bootsBefore} = options;
  const before = bootsBefore === undefined ? {} : {bootsBefore};
  const loop = {folder, accelerator: 'none', times: boardTimes(settings), ...before} as const;
  return createTarget((listener) => openBoardRoom(options, listener), loop, sink);
}
