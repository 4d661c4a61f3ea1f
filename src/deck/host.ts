// What the deck asks of the host beside its terminal. Drivers do it; the command that opens the deck hands it in.
import type {TreeHash} from '../core/ids.ts';

export interface DeckHost {
  /** The absolute path of a program that can be run, or null. */
  find(program: string): string | null;
  /** What was kept under that name from one start to the next; null where nothing is. */
  readState(name: string): Promise<string | null>;
  /** Whole or not at all; answers with its path. */
  writeState(name: string, text: string): Promise<string>;
  /** Lays the files of a tree out in a folder of their own: of this one, else of the newest commit, else of what lies there now. Rejects in words. */
  openCopy(workspace: string, tree: TreeHash | null): Promise<WorkspaceCopy>;
}

export interface WorkspaceCopy {
  readonly folder: string;
  /** Of what it is a copy, for the person. */
  readonly of: string;
  remove(): Promise<void>;
}
