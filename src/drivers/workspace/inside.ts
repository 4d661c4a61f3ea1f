// Which paths in the work folder a role may name, and how they are opened: a model's words never lead outside, not by `..`,
// not into `.git`, not over a link.
import {constants} from 'node:fs';
import {lstat, open, realpath} from 'node:fs/promises';
import {dirname, join, sep} from 'node:path';

export const fileBytesMax = 256 * 1024;
const pathCharactersMax = 200;
const partOk = /^[A-Za-z0-9_+][A-Za-z0-9_+.-]*$/;

/** Words where the path is none that may be named; null where it may. */
export function pathRefusal(path: string): string | null {
  const allowed =
    'a path is relative to the module folder, of letters, digits and _ + - . /, and no part begins with a dot';
  if (path.length === 0 || path.length > pathCharactersMax) return `"${path.slice(0, 80)}" is no path here: ${allowed}`;
  return path.split('/').every((part) => partOk.test(part)) ? null : `"${path}" is no path here: ${allowed}`;
}

/** Text of a regular file inside the folder; words where it is not one. */
export async function readInside(
  folder: string,
  path: string,
): Promise<{readonly text: string} | {readonly refused: string; readonly isMissing: boolean}> {
  const parent = await parentInside(folder, path);
  if (parent !== null) return {refused: parent, isMissing: parent.startsWith(noFolder)};
  const file = await open(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  if (file instanceof Error)
    return {refused: `${path} can't be read: ${wordsOf(file)}`, isMissing: file.code === 'ENOENT'};
  try {
    const {size, isFile} = await file.stat().then((stat) => ({size: stat.size, isFile: stat.isFile()}));
    if (!isFile) return {refused: `${path} is not a regular file`, isMissing: false};
    if (size > fileBytesMax)
      return {refused: `${path} has ${size} bytes; ${fileBytesMax} can be read`, isMissing: false};
    return {text: await file.readFile('utf8')};
  } finally {
    await file.close();
  }
}

const noFolder = 'there is no folder for';

/** Null: there is no file. */
export type FileText = string | null;

/** What lies there, where it is a regular file of a readable size; null where it is anything else or nothing. */
export async function textOfFile(path: string): Promise<FileText> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  if (file === null) return null;
  try {
    const facts = await file.stat();
    return facts.isFile() && facts.size <= fileBytesMax ? await file.readFile('utf8') : null;
  } finally {
    await file.close();
  }
}

/** Words where a link or something else on the way is not a folder inside; null where the file may be opened. */
export async function parentInside(folder: string, path: string): Promise<string | null> {
  const refused = pathRefusal(path);
  if (refused !== null) return refused;
  const root = await realpath(folder);
  const parent = await realpath(dirname(join(root, path))).catch(() => null);
  if (parent === null) return `${noFolder} ${path}`;
  if (parent !== root && !parent.startsWith(root + sep)) return `${path} leads out of the module folder`;
  const there = await lstat(join(root, path)).catch(() => null);
  return there?.isSymbolicLink() ? `${path} is a link; only regular files are read and written` : null;
}

export function wordsOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EACCES':
      return 'permission denied';
    case 'ENOTDIR':
      return 'it is no folder, or lies in none';
    case 'ELOOP':
      return 'it is a link';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error.message;
  }
}
