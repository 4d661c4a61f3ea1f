// A patch as changes of files. Every file is looked at before the first is written, so that what does not fit leaves no trace.
import {applyHunks} from '../../core/patch/apply-hunks.ts';
import {parsePatch} from '../../core/patch/parse-patch.ts';
import type {FilePatch} from '../../core/patch/patch.ts';
import {startOf, type Writing} from './change-files.ts';
import type {Change} from './exchange.ts';

type Found = readonly Change[] | {readonly refused: string};

export async function changesOfPatch(writing: Writing, text: string): Promise<Found> {
  const files = parsePatch(text);
  if ('refused' in files) return files;
  const changes: Change[] = [];
  for (const file of files) {
    const found = await changesOf(writing, file);
    if ('refused' in found) return {refused: `${found.refused}\nNothing was written.`};
    changes.push(...found);
  }
  return changes;
}

async function changesOf(writing: Writing, file: FilePatch): Promise<Found> {
  const {path} = file;
  const start = await startOf(writing, path);
  if ('refused' in start) return start;
  const {text} = start;
  if (file.op === 'add') {
    return text === null ? [{path, before: null, after: file.text}] : {refused: `${path} is there already; update it`};
  }
  if (text === null) return {refused: `there is no file ${path} to ${file.op}`};
  if (file.op === 'delete') return [{path, before: text, after: null}];
  const applied = applyHunks(path, text, file.hunks);
  if ('refused' in applied) return applied;
  return file.moveTo === undefined
    ? [{path, before: text, after: applied.text}]
    : moved(writing, {path, before: text, after: null}, file.moveTo, applied.text);
}

async function moved(writing: Writing, gone: Change, to: string, text: string): Promise<Found> {
  const start = await startOf(writing, to);
  if ('refused' in start) return start;
  if (start.text !== null) return {refused: `${gone.path} can't be moved to ${to}: that is there already`};
  return [{path: to, before: null, after: text}, gone];
}

export function patchedText(changes: readonly Change[]): string {
  return changes.map(({path, before, after}) => `${whatOf(before, after)} ${path}`).join(', ');
}

function whatOf(before: Change['before'], after: Change['after']): string {
  if (before === null) return 'added';
  return after === null ? 'deleted' : 'changed';
}
