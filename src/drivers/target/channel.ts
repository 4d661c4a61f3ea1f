// The way to the system that runs on a target, whatever carries it.
import type {ExecOutcome, ExecRequest, FileToPush} from '../../ports.ts';

/** Runs commands and moves files. A request ends with the boot that it was made for. */
export interface Channel {
  exec(request: ExecRequest): Promise<ExecOutcome>;
  push(file: FileToPush): Promise<{readonly pushed: true} | {readonly pushed: false; readonly reason: string}>;
  pull(
    path: string,
    bytesMax: number,
  ): Promise<{readonly pulled: true; readonly bytes: Buffer} | {readonly pulled: false; readonly reason: string}>;
  /** Ends every request under way as lost; nothing is taken or sent before the next hello. */
  drop(reason: string): void;
}
