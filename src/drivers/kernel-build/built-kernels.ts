// The kernels that `quarterdeck kernel build` has made, as they lie in the cache folder.
import {createHash} from 'node:crypto';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {KernelProfile} from '../../core/target-settings.ts';
import type {KernelTree} from '../../ports.ts';
import {builtTree} from '../kernel-tree/built-tree.ts';
import {type BuiltManifest, readBuiltManifest} from './built-manifest.ts';
import {recipeOf} from './profiles.ts';

export interface BuiltKernel {
  /** What its folder is called, and a person removes it by. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: BuiltManifest;
}

export function builtFolder(cacheFolder: string): string {
  return join(cacheFolder, 'built-kernels');
}

/** Those that are whole, the one that was built last first. */
export async function builtKernels(cacheFolder: string): Promise<readonly BuiltKernel[]> {
  const all = builtFolder(cacheFolder);
  const names = (await readdir(all).catch(() => [])).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    names.map(async (name) => ({name, folder: join(all, name), manifest: await readBuiltManifest(join(all, name))})),
  );
  return found
    .filter((one): one is BuiltKernel => one.manifest !== null)
    .sort((one, other) => other.manifest.builtAtMs - one.manifest.builtAtMs);
}

/**
 * The kernel of a profile to boot and to build modules against; null when none is there. One whose fragments are today's goes
 * before a newer one that was built for another version of this program. Changes nothing but for links that lay out its modules.
 */
export async function sanitizerKernel(cacheFolder: string, profile: KernelProfile): Promise<KernelTree | null> {
  const there = (await builtKernels(cacheFolder)).filter(({manifest}) => manifest.profile === profile);
  const today = hashOf(await recipeOf(profile));
  const chosen = there.find(({manifest}) => manifest.made.fragments === today) ?? there[0];
  return chosen === undefined ? null : builtTree(chosen.folder, `the ${profile} kernel`, cacheFolder);
}

/** As `sanitizerKernel`, for a target whose configuration names it. Rejects with words that say how to get it. */
export async function openBuiltKernel(cacheFolder: string, profile: KernelProfile, key: string): Promise<KernelTree> {
  const kernel = await sanitizerKernel(cacheFolder, profile);
  if (kernel !== null) return kernel;
  throw new Error(
    `${key}: the ${profile} kernel is not built; \`quarterdeck kernel build --profile ${profile}\` builds it, once`,
  );
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
