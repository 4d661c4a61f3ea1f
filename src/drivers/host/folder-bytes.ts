// How much of a disk a folder takes.
import {lstat, readdir} from 'node:fs/promises';
import {join} from 'node:path';

/** As `du` counts it; what goes away meanwhile counts as nothing. */
export async function folderBytes(path: string): Promise<number> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return 0;
  const own = found.blocks * 512;
  if (!found.isDirectory()) return own;
  const names = await readdir(path).catch(() => []);
  let sum = own;
  for (const name of names) sum += await folderBytes(join(path, name));
  return sum;
}
