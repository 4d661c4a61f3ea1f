// All that the cache keeps of kernels: the distribution's, those that were built here (also half), and sources to build from.
import {lstat, readdir, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {folderBytes} from '../host/folder-bytes.ts';
import {withLock} from '../host/lock.ts';
import {readManifest} from '../kernel-tree/manifest.ts';
import {openBuildLog} from './build-log.ts';
import {builtFolder, hashOf} from './built-kernels.ts';
import {type BuiltManifest, readBuiltManifest} from './built-manifest.ts';
import {sourceHere, sourcesFolder} from './find-source.ts';
import {compilerHere} from './kernel-key.ts';
import {recipeOf} from './profiles.ts';
import {identityOf} from './source-identity.ts';

export type Standing =
  | {readonly kind: 'whole'}
  /** What has changed since it was built; it boots all the same. */
  | {readonly kind: 'outdated'; readonly changed: readonly string[]}
  | {readonly kind: 'unfinished'; readonly objects: number}
  | {readonly kind: 'damaged'; readonly why: string};

export interface StoredKernel {
  readonly name: string;
  readonly kind: 'distro' | 'built' | 'source';
  readonly path: string;
  readonly bytes: number;
  readonly standing: Standing;
  readonly manifest?: BuiltManifest;
}

export async function storedKernels(cacheFolder: string): Promise<readonly StoredKernel[]> {
  const folders = {
    distro: join(cacheFolder, 'kernels'),
    built: builtFolder(cacheFolder),
    source: sourcesFolder(cacheFolder),
  };
  const found: StoredKernel[] = [];
  for (const kind of ['distro', 'built', 'source'] as const) {
    const names = await readdir(folders[kind]).catch(() => []);
    for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
      const path = join(folders[kind], name);
      const facts = await factsOf[kind](path, cacheFolder);
      found.push({name, kind, path, bytes: await folderBytes(path), ...facts});
    }
  }
  return found;
}

type Facts = Pick<StoredKernel, 'standing' | 'manifest'>;

const factsOf: Readonly<Record<StoredKernel['kind'], (path: string, cacheFolder: string) => Promise<Facts>>> = {
  async distro(path) {
    const manifest = await readManifest(path);
    return {standing: 'broken' in manifest ? {kind: 'damaged', why: manifest.broken} : {kind: 'whole'}};
  },
  async built(path, cacheFolder) {
    const manifest = await readBuiltManifest(path);
    if (manifest === null) return {standing: {kind: 'unfinished', objects: (await openBuildLog(path)).objects()}};
    const changed = await changedSince(manifest, cacheFolder);
    return {manifest, standing: changed.length === 0 ? {kind: 'whole'} : {kind: 'outdated', changed}};
  },
  source: async () => ({standing: {kind: 'whole'}}),
};

/** A source that is gone says nothing; one of the distribution's is outdated by the next. */
async function changedSince({profile, made, source}: BuiltManifest, cacheFolder: string): Promise<readonly string[]> {
  const [fragments, compiler] = [hashOf(await recipeOf(profile)), await compilerHere().catch(() => made.compiler)];
  return [
    ...(fragments === made.fragments ? [] : ['its fragments']),
    ...(compiler === made.compiler ? [] : ['the compiler']),
    ...((await isSameSource(source, made.source, cacheFolder)) ? [] : ['its source']),
  ];
}

async function isSameSource(path: string, identity: string, cacheFolder: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  const kind = found?.isDirectory() ? 'folder' : 'tarball';
  const today = isDistributions(path) ? await sourceHere(cacheFolder) : found === null ? null : ({kind, path} as const);
  return today === null || (await identityOf(today)) === identity;
}

const isDistributions = (path: string): boolean => /^linux-source-.*\.tar\.xz$/.test(basename(path));

/** Gone at once under its name, so that nobody meets half of it. Waits for who is building or fetching there. */
export async function removeStored({path}: StoredKernel, waiting: () => void): Promise<void> {
  const folder = dirname(path);
  await withLock(join(folder, '.lock'), waiting, async () => {
    const old = join(folder, `.removed-${basename(path)}`);
    await rename(path, old);
    await rm(old, {recursive: true, force: true});
  });
}
