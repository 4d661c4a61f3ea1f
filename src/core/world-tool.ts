// What a role may ask of its folder and of the kernel's documentation.
import type {TreeHash} from './ids.ts';
import type {LineRange} from './lines-shown.ts';

/** What a role may do to its folder and read of the kernel. The paths are a model's words until a driver has checked them. */
export type WorldTool =
  | {readonly tool: 'listFiles'; readonly tree?: TreeHash}
  /** `numbered`: with the number of each line, for who has to name lines. */
  | {
      readonly tool: 'readFile';
      readonly path: string;
      readonly tree?: TreeHash;
      readonly numbered?: true;
      /** All of it, as far as a result holds that, where it is absent. */
      readonly lines?: LineRange;
    }
  | {readonly tool: 'searchFiles'; readonly words: string; readonly tree?: TreeHash}
  /** Of builds and runs; null for the list of all. */
  | {readonly tool: 'readRecords'; readonly id: string | null}
  | {readonly tool: 'searchKernel'; readonly query: string}
  | {readonly tool: 'lookUp'; readonly names: readonly string[]}
  | {readonly tool: 'findExamples'; readonly symbol: string}
  | {
      readonly tool: 'showChange';
      readonly tree: TreeHash;
      readonly since?: string;
      readonly path: string | null;
    }
  | {readonly tool: 'writeFile'; readonly path: string; readonly content: string}
  | {readonly tool: 'replaceInFile'; readonly path: string; readonly old: string; readonly new: string}
  | {readonly tool: 'applyPatch'; readonly patch: string};

/** It changes the Executor's folder. */
export function isWriting({tool}: WorldTool): boolean {
  return tool === 'writeFile' || tool === 'replaceInFile' || tool === 'applyPatch';
}
