// The lines of a source file around one of them. Which files: debug data names any path its maker liked, so only what
// lies in the person's folder is opened, or what looks like a source where a person asked for it by hand.
import {realpath} from 'node:fs/promises';
import {isAbsolute, join, sep} from 'node:path';
import type {Excerpt} from '../../core/crash-source.ts';
import {readRegular} from '../build/copy-files.ts';

export interface SourceRoom {
  /** Where relative files lie, the likeliest first. */
  readonly folders: readonly string[];
  /** A person named the object on their own command line: sources at the paths that it tells may be shown to them. */
  readonly anywhere: boolean;
}

const isSource = /\.(?:c|h|S|inc|rs)$/;
const sourceBytesMax = 4 << 20;
const linesAround = 4;
const lineCharsMax = 200;

export async function readExcerpt(
  room: SourceRoom,
  {file, line}: {readonly file: string; readonly line: number},
): Promise<Excerpt | null> {
  for (const path of isSource.test(file) ? await pathsOf(room, file) : []) {
    const read = await readRegular(path, sourceBytesMax);
    if (!('refused' in read)) return excerptOf(read.bytes.toString('utf8'), {file, line});
  }
  return null;
}

/** Null where the text has no such line: it is not the one that was compiled. */
export function excerptOf(text: string, {file, line}: {readonly file: string; readonly line: number}): Excerpt | null {
  const all = text.split('\n');
  if (line < 1 || line > all.length) return null;
  const firstLine = Math.max(1, line - linesAround);
  const lines = all.slice(firstLine - 1, line + linesAround).map((one) => one.trimEnd().slice(0, lineCharsMax));
  return {file, line, firstLine, lines};
}

async function pathsOf({folders, anywhere}: SourceRoom, file: string): Promise<readonly string[]> {
  if (isAbsolute(file)) return anywhere ? [file] : [];
  const paths = await Promise.all(folders.map((folder) => pathInside(folder, file)));
  return paths.flatMap((path) => path ?? []);
}

/** Null where there is no such file, or a link leads out of the folder. */
async function pathInside(folder: string, file: string): Promise<string | null> {
  const [root, path] = await Promise.all([folder, join(folder, file)].map((one) => realpath(one).catch(() => null)));
  if (root == null || path == null) return null;
  return path.startsWith(root + sep) ? path : null;
}
