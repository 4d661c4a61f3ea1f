// Whether a patch was applied, told from what its files hold now. A patch that fits has not been applied there; one that fits the
// other way round has.
import {applyHunks} from './patch/apply-hunks.ts';
import {parsePatch} from './patch/parse-patch.ts';
import type {FilePatch, Hunk, HunkLine} from './patch/patch.ts';

/** Of a tool that writes: what its files show. */
export interface FoundWritten {
  readonly kind: 'done' | 'notDone' | 'unknown';
  readonly what: string;
}

type TextOf = (path: string) => string | null;
type Stage = FoundWritten['kind'];

export function pathsOfPatch(patch: string): readonly string[] {
  const files = parsePatch(patch);
  if ('refused' in files) return [];
  return files.flatMap((file) => [
    file.path,
    ...(file.op === 'update' && file.moveTo !== undefined ? [file.moveTo] : []),
  ]);
}

export function patchFound(patch: string, textOf: TextOf): FoundWritten {
  const files = parsePatch(patch);
  // What can't be read as a patch was refused before anything was written.
  if ('refused' in files) return {kind: 'notDone', what: "the patch can't be read"};
  const stages = files.map((file) => ({path: file.path, stage: stageOf(file, textOf)}));
  const named = (wanted: Stage): string =>
    stages.flatMap(({path, stage}) => (stage === wanted ? [path] : [])).join(', ');
  if (stages.every(({stage}) => stage === 'done'))
    return {kind: 'done', what: `${named('done')} holds what was to be there`};
  if (stages.every(({stage}) => stage === 'notDone'))
    return {kind: 'notDone', what: `${named('notDone')} is as it was`};
  const parts = [
    ['changed', named('done')],
    ['as before', named('notDone')],
    ['not certain', named('unknown')],
  ].flatMap(([word, paths]) => (paths === '' ? [] : [`${word}: ${paths}`]));
  return {kind: 'unknown', what: parts.join('; ')};
}

function stageOf(file: FilePatch, textOf: TextOf): Stage {
  const text = textOf(file.path);
  switch (file.op) {
    case 'add':
      return text === file.text ? 'done' : text === null ? 'notDone' : 'unknown';
    case 'delete':
      return text === null ? 'done' : 'notDone';
    case 'update': {
      if (file.moveTo === undefined) return updateStage(file.path, text, file.hunks);
      if (text !== null) return textOf(file.moveTo) === null ? 'notDone' : 'unknown';
      return updateStage(file.moveTo, textOf(file.moveTo), file.hunks) === 'done' ? 'done' : 'unknown';
    }
    default:
      return file satisfies never;
  }
}

function updateStage(path: string, text: string | null, hunks: readonly Hunk[]): Stage {
  if (text === null) return 'unknown';
  const fits = (of: readonly Hunk[]): boolean => !('refused' in applyHunks(path, text, of));
  const [isStill, isAlready] = [fits(hunks), fits(hunks.map(turned))];
  if (isStill === isAlready) return 'unknown';
  return isAlready ? 'done' : 'notDone';
}

const turnedKind = {keep: 'keep', drop: 'add', add: 'drop'} as const;

function turned(hunk: Hunk): Hunk {
  return {...hunk, lines: hunk.lines.map(({kind, text}): HunkLine => ({kind: turnedKind[kind], text}))};
}
