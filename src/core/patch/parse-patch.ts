// Reads `*** Begin Patch` ... `*** End Patch`. What it does not understand it refuses, with the line: a guess would write to a file.
import type {Refusal} from '../commands.ts';
import {type FilePatch, type Hunk, type HunkLine, patchMax} from './patch.ts';

const form =
  'a patch is "*** Begin Patch", then for each file "*** Update File: PATH" with hunks ("@@", then lines that begin with a space, - or +), "*** Add File: PATH" with + lines, or "*** Delete File: PATH", and last "*** End Patch"';

export function parsePatch(text: string): readonly FilePatch[] | Refusal {
  if (text.length > patchMax.characters) {
    return {refused: `the patch has ${text.length} characters; ${patchMax.characters} are read: make it several`};
  }
  const lines = linesOf(text);
  if (lines[0] !== '*** Begin Patch') return {refused: `the patch does not begin with "*** Begin Patch"; ${form}`};
  const end = lines.indexOf('*** End Patch');
  if (end === -1) return {refused: `the patch has no "*** End Patch": it may have been cut off; ${form}`};
  if (end < lines.length - 1) {
    return {refused: `line ${end + 2} stands behind "*** End Patch"; put all of it into one patch`};
  }
  const cursor = {lines: lines.slice(0, end), at: 1};
  const files: FilePatch[] = [];
  while (cursor.at < cursor.lines.length) {
    const file = readFile(cursor);
    if ('refused' in file) return file;
    files.push(file);
  }
  return files.length === 0 ? {refused: `the patch changes no file; ${form}`} : (refusalOf(files) ?? files);
}

/** Blank lines around the patch are a model's, not the patch's. */
function linesOf(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
}

interface Cursor {
  readonly lines: readonly string[];
  at: number;
}

function refusalOf(files: readonly FilePatch[]): Refusal | null {
  if (files.length > patchMax.files)
    return {refused: `the patch names ${files.length} files; ${patchMax.files} are taken`};
  const hunks = files.reduce((sum, file) => sum + (file.op === 'update' ? file.hunks.length : 0), 0);
  if (hunks > patchMax.hunks) return {refused: `the patch has ${hunks} hunks; ${patchMax.hunks} are taken`};
  const paths = files.flatMap((file) => [file.path, ...(file.op === 'update' && file.moveTo ? [file.moveTo] : [])]);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  return twice === undefined ? null : {refused: `the patch names ${twice} twice; put its hunks under one header`};
}

const fileHeader = /^\*\*\* (Add|Delete|Update) File: (.*)$/;

function readFile(cursor: Cursor): FilePatch | Refusal {
  const line = cursor.lines[cursor.at] ?? '';
  const found = fileHeader.exec(line);
  if (found === null)
    return {refused: `line ${cursor.at + 1} of the patch is no header of a file: ${quoted(line)}; ${form}`};
  cursor.at += 1;
  const path = (found[2] ?? '').trim();
  switch (found[1]) {
    case 'Add':
      return readAdded(cursor, path);
    case 'Delete':
      return {op: 'delete', path};
    default:
      return readUpdate(cursor, path);
  }
}

function readAdded(cursor: Cursor, path: string): FilePatch | Refusal {
  const added: string[] = [];
  for (; cursor.at < cursor.lines.length; cursor.at++) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.startsWith('***')) break;
    if (!line.startsWith('+')) {
      return {
        refused: `line ${cursor.at + 1} of the patch: a line of the new file ${path} begins with +, not ${quoted(line)}`,
      };
    }
    added.push(line.slice(1));
  }
  return {op: 'add', path, text: added.map((line) => `${line}\n`).join('')};
}

function readUpdate(cursor: Cursor, path: string): FilePatch | Refusal {
  const moved = /^\*\*\* Move to: (.*)$/.exec(cursor.lines[cursor.at] ?? '')?.[1]?.trim();
  if (moved !== undefined) cursor.at += 1;
  const hunks: Hunk[] = [];
  while (cursor.at < cursor.lines.length && !fileHeader.test(cursor.lines[cursor.at] ?? '')) {
    const hunk = readHunk(cursor);
    if ('refused' in hunk) return hunk;
    hunks.push(hunk);
  }
  if (hunks.length === 0 && moved === undefined)
    return {refused: `the patch changes nothing in ${path}: it has no hunk`};
  return {op: 'update', path, hunks, ...(moved === undefined ? {} : {moveTo: moved})};
}

function readHunk(cursor: Cursor): Hunk | Refusal {
  const patchLine = cursor.at + 1;
  const anchors = readAnchors(cursor);
  const lines: HunkLine[] = [];
  let isAtEnd = false;
  for (; cursor.at < cursor.lines.length && !isAtEnd; cursor.at++) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.startsWith('@@') || fileHeader.test(line)) break;
    if (line === '*** End of File') isAtEnd = true;
    else {
      const read = hunkLine(line);
      if (read === null)
        return {refused: `line ${cursor.at + 1} of the patch begins with none of space, - and +: ${quoted(line)}`};
      lines.push(read);
    }
  }
  if (lines.every(({kind}) => kind === 'keep'))
    return {refused: `the hunk at line ${patchLine} of the patch changes nothing`};
  return {anchors, lines, isAtEnd, patchLine};
}

/** `@@ -12,6 +12,7 @@ hint` is what diff writes; its numbers and its hint are not exact, so neither is relied on. */
function readAnchors(cursor: Cursor): readonly string[] {
  const anchors: string[] = [];
  for (; cursor.lines[cursor.at]?.startsWith('@@'); cursor.at++) {
    const header = (cursor.lines[cursor.at] ?? '').slice(2);
    const anchor = header.replace(/@@\s*$/, '').trim();
    if (anchor !== '' && !/^-\d+(?:,\d+)? \+\d+(?:,\d+)?(?: @@.*)?$/.test(anchor)) anchors.push(anchor);
  }
  return anchors;
}

/** Where an editor or a model has taken the one space off an empty line of context, it is still that line. */
function hunkLine(line: string): HunkLine | null {
  if (line === '') return {kind: 'keep', text: ''};
  const kind = ({' ': 'keep', '-': 'drop', '+': 'add'} as const)[line[0] ?? ''];
  return kind === undefined ? null : {kind, text: line.slice(1)};
}

const quoted = (line: string): string => JSON.stringify(line.slice(0, 100));
