// What became of a write that was under way when the core ended, told from what lies in the file now. A write is whole or not
// at all, so its content decides; where the text could stand there either way, that is said and nothing is guessed.
import type {WorldTool} from './events.ts';
import {type FoundWritten, patchFound, pathsOfPatch} from './found-patch.ts';

export type Found =
  | FoundWritten
  /** It only read. */
  | {readonly kind: 'harmless'};

/** `textOf`: what a file holds now; null where there is no such file. */
export function foundOf(tool: WorldTool, textOf: (path: string) => string | null): Found {
  switch (tool.tool) {
    case 'writeFile': {
      const text = textOf(tool.path);
      return text === tool.content
        ? {kind: 'done', what: `${tool.path} holds what was to be written`}
        : {kind: 'notDone', what: `${tool.path} ${text === null ? 'is not there' : 'holds something else'}`};
    }
    case 'replaceInFile':
      return replacementFound(tool, textOf(tool.path));
    case 'applyPatch':
      return patchFound(tool.patch, textOf);
    case 'listFiles':
    case 'readRecords':
    case 'readFile':
    case 'searchFiles':
    case 'searchKernel':
    case 'lookUp':
    case 'findExamples':
    case 'showChange':
      return {kind: 'harmless'};
    default:
      return tool satisfies never;
  }
}

/** The files to look at; none for what only reads. */
export function writtenBy(tool: WorldTool): readonly string[] {
  if (tool.tool === 'applyPatch') return pathsOfPatch(tool.patch);
  return tool.tool === 'writeFile' || tool.tool === 'replaceInFile' ? [tool.path] : [];
}

/** The old text had to occur exactly once, so what is left of it says whether it was replaced. */
function replacementFound(
  {path, old, new: replacement}: Extract<WorldTool, {tool: 'replaceInFile'}>,
  text: string | null,
): FoundWritten {
  if (text === null) return {kind: 'notDone', what: `${path} is not there`};
  const stands = replacement === '' || text.includes(replacement);
  // Where one text holds the other, finding the one says nothing of the other.
  const without = replacement.includes(old) ? text.replaceAll(replacement, '') : text;
  const olds = without.split(old).length - 1;
  if (olds === 0 && stands) return {kind: 'done', what: `the new text stands in ${path}`};
  if (olds === 1 && without === text) return {kind: 'notDone', what: `the old text stands in ${path}`};
  return {kind: 'unknown', what: `${path} holds neither the one nor the other for certain`};
}
