// What a target was made of, as one short word: its settings, and the kernel that it boots. Two that differ are two targets.
import {createHash} from 'node:crypto';
import {stat} from 'node:fs/promises';
import type {TargetSettings} from '../core/target-settings.ts';
import {cachedKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import type {KernelTree} from '../ports.ts';
import {namedKernel} from './choose-target.ts';

type KernelFacts = Pick<KernelTree, 'release' | 'image'>;

/** A kernel that was built anew under its old name is another one. */
export async function madeOf(settings: TargetSettings, kernel: KernelFacts | null): Promise<string> {
  const image = kernel === null ? null : await stat(kernel.image).catch(() => null);
  const parts = [settings, kernel?.release ?? null, image?.mtimeMs ?? null, image?.size ?? null];
  return createHash('sha256').update(JSON.stringify(parts, sorted)).digest('hex').slice(0, 16);
}

/** As it would be made now; nothing is fetched for it. */
export async function madeOfNow(settings: TargetSettings): Promise<string> {
  const cacheFolder = cacheFolderOf(process.env);
  const open = namedKernel(settings, cacheFolder) ?? (() => cachedKernel(cacheFolder));
  return madeOf(settings, await open().catch(() => null));
}

/** The order of keys says nothing. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
