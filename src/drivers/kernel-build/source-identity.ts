// Which source it is, as one short word: a tarball by its bytes, a tree by its files' names, sizes and times.
import {createHash, type Hash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {lstat, readdir} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {KernelSource} from './find-source.ts';

export async function identityOf({kind, path}: KernelSource): Promise<string> {
  const hash = createHash('sha256');
  if (kind === 'tarball') {
    await pipeline(createReadStream(path), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) hash.update(chunk);
    });
  } else await addTree(path, path, hash);
  return hash.digest('hex').slice(0, 16);
}

/** What a build leaves, and what git keeps, is no source. */
export function isSource(name: string): boolean {
  return name !== '.git' && !/\.(?:o|ko|a|cmd|mod|d)$|^\.tmp_|^vmlinux/.test(name);
}

async function addTree(folder: string, root: string, hash: Hash): Promise<void> {
  const entries = await readdir(folder, {withFileTypes: true});
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (!isSource(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await addTree(path, root, hash);
    else {
      const {size, mtimeMs} = await lstat(path);
      hash.update(`${relative(root, path)}\0${size}\0${mtimeMs}\n`);
    }
  }
}
