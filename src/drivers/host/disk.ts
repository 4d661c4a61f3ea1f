// How much room a folder's disk has.
import {statfs} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Bytes that an ordinary user may still write there; of the nearest parent when the folder is not there yet. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const disk = await statfs(folder);
    return disk.bavail * disk.bsize;
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return freeBytes(parent);
  }
}

/** As a person reads it: `85 MB`; under one, `<1 MB`. */
export function megabytes(bytes: number): string {
  const value = Math.round(bytes / 1e6);
  return value === 0 ? '<1 MB' : `${value} MB`;
}
