// The kernel that the target boots and modules are built against: kept in the cache folder, fetched when it is not
// there, thrown away and fetched again when it is damaged.
import {mkdir, readdir, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {KernelTree} from '../../ports.ts';
import {withLock} from '../host/lock.ts';
import {fetchNewest, resolveKernel, type Say, type Telling} from './fetch-kernel.ts';
import {type Manifest, readManifest} from './manifest.ts';
import {unpackKernel} from './unpack-kernel.ts';

export interface OpenKernelOptions extends Telling {
  readonly cacheFolder: string;
}

/** A kernel that is in the cache stays in use, whatever is newer: that needs no network. Rejects in words. */
export async function openKernel({cacheFolder, say, tell}: OpenKernelOptions): Promise<KernelTree> {
  const kernels = join(cacheFolder, 'kernels');
  const there = await cachedKernel(cacheFolder);
  if (there !== null) return there;
  await mkdir(kernels, {recursive: true});
  const waiting = () => say('another quarterdeck is fetching the kernel: waiting for it');
  return withLock(join(kernels, '.lock'), waiting, async () => {
    const meanwhile = await cachedKernel(cacheFolder);
    if (meanwhile !== null) return meanwhile;
    await discardBroken(kernels, say);
    await fetchInto(cacheFolder, kernels, {say, tell});
    const fetched = await cachedKernel(cacheFolder);
    if (fetched === null) throw new Error(`the kernel in ${kernels} is not whole though it was just unpacked`);
    return fetched;
  });
}

/** The newest whole kernel of the cache; null when there is none. Changes nothing. */
export async function cachedKernel(cacheFolder: string): Promise<KernelTree | null> {
  const kernels = join(cacheFolder, 'kernels');
  for (const release of await releasesIn(kernels)) {
    const manifest = await readManifest(join(kernels, release));
    if (!('broken' in manifest)) return treeOf(join(kernels, release), manifest);
  }
  return null;
}

function treeOf(folder: string, manifest: Manifest): KernelTree {
  return {
    release: manifest.release,
    image: join(folder, manifest.image),
    modulesFolder: join(folder, manifest.modulesFolder),
    buildFolder: `/${manifest.headersFolder}`,
    mounts: Object.entries(manifest.sources).map(([name, from]) => ({
      from: join(folder, from),
      to: `/usr/src/${name}`,
    })),
  };
}

/** Newest first, by the numbers in their names. What begins with a dot is our own. */
async function releasesIn(kernels: string): Promise<readonly string[]> {
  const names = await readdir(kernels).catch(() => []);
  return names
    .filter((name) => !name.startsWith('.'))
    .sort((one, other) => other.localeCompare(one, 'en', {numeric: true}));
}

async function discardBroken(kernels: string, say: Say): Promise<void> {
  for (const release of await releasesIn(kernels)) {
    const manifest = await readManifest(join(kernels, release));
    if (!('broken' in manifest)) continue;
    say(`the kernel ${release} in the cache is damaged (${manifest.broken}): removing it and fetching it again`);
    await discard(join(kernels, release), kernels);
  }
}

/** Gone at once under its name, so that nobody meets half of it. */
async function discard(folder: string, kernels: string): Promise<void> {
  const old = join(kernels, '.old');
  await rm(old, {recursive: true, force: true});
  await rename(folder, old);
  await rm(old, {recursive: true, force: true});
}

async function fetchInto(cacheFolder: string, kernels: string, telling: Telling): Promise<void> {
  const packagesFolder = join(kernels, '.packages');
  const tree = join(kernels, '.unpacking');
  await rm(tree, {recursive: true, force: true});
  try {
    const {packages, files} = await fetchNewest({cacheFolder, folder: packagesFolder, resolve: resolveKernel}, telling);
    telling.say(`unpacking the kernel ${packages.release} (${Math.round(packages.unpackedBytes / 1e6)} MB)`);
    await unpackKernel(packages.release, files, tree, telling);
    await rename(tree, join(kernels, packages.release));
    await rm(packagesFolder, {recursive: true, force: true});
  } catch (error) {
    await rm(tree, {recursive: true, force: true});
    throw new Error(`the kernel for the target could not be set up: ${(error as Error).message}`);
  }
}
