// A patch as the models write it: files that are added, deleted, moved or changed at places named by their context.

export interface HunkLine {
  readonly kind: 'keep' | 'drop' | 'add';
  readonly text: string;
}

export interface Hunk {
  /** Lines of the file that stand before the place, from the `@@` headers; the outermost first. */
  readonly anchors: readonly string[];
  readonly lines: readonly HunkLine[];
  /** The place is the end of the file. */
  readonly isAtEnd: boolean;
  /** Where it begins in the patch, counted from 1. */
  readonly patchLine: number;
}

export type FilePatch =
  | {readonly op: 'add'; readonly path: string; readonly text: string}
  | {readonly op: 'delete'; readonly path: string}
  | {readonly op: 'update'; readonly path: string; readonly moveTo?: string; readonly hunks: readonly Hunk[]};

export const patchMax = {characters: 200_000, files: 32, hunks: 200} as const;
