// What tells a whole index from a damaged one: its length, the time it was written at, and its hash, in a file beside it.
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readFile, stat, writeFile} from 'node:fs/promises';

interface Seal {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly sha256: string;
}

export const sealPathOf = (path: string): string => `${path}.seal`;

/** Of the file `written`, which is going to be called `path`. */
export async function writeSeal(written: string, path: string): Promise<void> {
  const {size: bytes, mtimeMs: modifiedMs} = await stat(written);
  const seal: Seal = {bytes, modifiedMs, sha256: await hashOf(written)};
  await writeFile(sealPathOf(path), `${JSON.stringify(seal)}\n`, {flush: true});
}

/** It is hashed only when it was touched since: a cache that was copied elsewhere is still whole. */
export async function isWhole(path: string): Promise<boolean> {
  const [facts, seal] = await Promise.all([stat(path).catch(() => null), readSeal(path)]);
  if (facts === null || seal === null || facts.size !== seal.bytes) return false;
  return facts.mtimeMs === seal.modifiedMs || (await hashOf(path)) === seal.sha256;
}

async function readSeal(path: string): Promise<Seal | null> {
  try {
    return JSON.parse(await readFile(sealPathOf(path), 'utf8')) as Seal;
  } catch {
    return null;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, {highWaterMark: 4 * 1024 * 1024})) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
