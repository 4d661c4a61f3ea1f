// Moves files over the border of the sandbox: sources in, artefacts out. A link is never followed, either way: what it
// points to was chosen by whoever wrote it.
import {constants} from 'node:fs';
import {mkdir, open, readdir, realpath, rename, writeFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';

export const sourceLimits = {files: 500, bytes: 16 << 20, folders: 8} as const;
export const artefactBytesMax = 64 << 20;

const sourceName = /^[A-Za-z0-9_][\w.+-]*\.(?:c|h|S|inc)$/;

/** Whether a build would take a file of this name, so that a save of it is worth one; what Kbuild itself generates is not. */
export function isSourceName(name: string): boolean {
  return name === 'Kbuild' || name === 'Makefile' || (sourceName.test(name) && !name.endsWith('.mod.c'));
}

/**
 * Copies what a module is made of: C, headers and assembler, in folders too, and the Kbuild file of the top. Other files
 * stay behind; `.NAME.o.cmd` above all, which Kbuild would include as a makefile.
 */
export async function copySources(
  from: string,
  to: string,
): Promise<{readonly kbuild: string} | {readonly refused: string}> {
  const names = await readdir(from);
  const file = ['Kbuild', 'Makefile'].find((name) => names.includes(name));
  if (file === undefined) {
    return {refused: 'there is no Kbuild file: the module needs one with "obj-m := NAME.o" beside its sources'};
  }
  const kbuild = await readRegular(join(from, file), sourceLimits.bytes);
  if ('refused' in kbuild) return {refused: `${file} ${kbuild.refused}`};
  const left = {files: sourceLimits.files, bytes: sourceLimits.bytes};
  const refused = await copyFolder(from, from, to, left, 0);
  if (refused !== null) return {refused};
  await writeFile(join(to, 'Kbuild'), kbuild.bytes);
  return {kbuild: kbuild.bytes.toString('utf8')};
}

/** The artefact's bytes, now also in `to` as a regular file; or why it is not taken. */
export async function copyArtefact(
  workFolder: string,
  name: string,
  to: string,
): Promise<{readonly bytes: Buffer} | {readonly refused: string}> {
  const path = join(workFolder, name);
  const real = await realpath(dirname(path)).catch(() => null);
  if (real !== (await realpath(workFolder))) return {refused: `${name} does not lie in the build folder`};
  const read = await readRegular(path, artefactBytesMax);
  if ('refused' in read) return {refused: `${name} ${read.refused}`};
  await mkdir(dirname(to), {recursive: true});
  await writeFile(`${to}.new`, read.bytes, {mode: 0o644});
  await rename(`${to}.new`, to);
  return read;
}

async function copyFolder(
  root: string,
  from: string,
  to: string,
  left: {files: number; bytes: number},
  depth: number,
): Promise<string | null> {
  await mkdir(to, {recursive: true});
  for (const entry of await readdir(from, {withFileTypes: true})) {
    const path = join(from, entry.name);
    const shown = relative(root, path);
    if (entry.isDirectory() && !entry.name.startsWith('.')) {
      if (depth === sourceLimits.folders) return `${shown} lies deeper than ${sourceLimits.folders} folders`;
      const refused = await copyFolder(root, path, join(to, entry.name), left, depth + 1);
      if (refused !== null) return refused;
    } else if (sourceName.test(entry.name)) {
      const read = await readRegular(path, left.bytes);
      if ('refused' in read) return `${shown} ${read.refused}`;
      left.files -= 1;
      left.bytes -= read.bytes.length;
      if (left.files < 0) return `there are more than ${sourceLimits.files} source files`;
      await writeFile(join(to, entry.name), read.bytes);
    }
  }
  return null;
}

/** A file's bytes when it is a regular one and no larger. */
export async function readRegular(
  path: string,
  bytesMax: number,
): Promise<{readonly bytes: Buffer} | {readonly refused: string}> {
  // O_NONBLOCK: opening a pipe must not wait for a writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => error);
  if (file instanceof Error)
    return {refused: file.code === 'ELOOP' ? 'is a link, and links are not followed' : why(file)};
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return {refused: 'is not a regular file'};
    if (facts.size > bytesMax) return {refused: `is too large: ${facts.size} bytes, and ${bytesMax} are left for it`};
    return {bytes: await file.readFile()};
  } finally {
    await file.close();
  }
}

function why(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'is not there' : `cannot be read (${error.code ?? error.message})`;
}
