// Where the source of a kernel comes from: what the person names, the distribution's package where it is installed, the cache, the
// archive; in this order. Nothing is installed for it.
import {mkdir, readdir, rename, rm, stat} from 'node:fs/promises';
import {basename, join, resolve} from 'node:path';
import {findTool} from '../host/find-tool.ts';
import {type Fetching, fetchNewest, resolveSource} from '../kernel-tree/fetch-kernel.ts';
import {runTool} from '../process.ts';

export interface KernelSource {
  readonly kind: 'tarball' | 'folder';
  readonly path: string;
}

const tarball = /\.tar(?:\.(?:xz|gz|bz2|zst))?$/;
const installedFolder = '/usr/src';

/** A tarball or a tree that a person names. Throws in words when it is neither. */
export async function namedSource(named: string, directory: string): Promise<KernelSource> {
  const path = resolve(directory, named);
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Error(`--source: ${path} is not there`);
  if (found.isFile() && tarball.test(path)) return {kind: 'tarball', path};
  const isTree = found.isDirectory() && (await stat(join(path, 'scripts/kconfig/Makefile')).catch(() => null)) !== null;
  if (isTree) return {kind: 'folder', path};
  throw new Error(`--source: ${path} is neither a kernel tree (a folder with scripts/kconfig) nor a tarball of one`);
}

/** What is on this machine, without asking anybody else; null when nothing is. */
export async function sourceHere(cacheFolder: string, installed = installedFolder): Promise<KernelSource | null> {
  for (const folder of [installed, sourcesFolder(cacheFolder)]) {
    const names = await readdir(folder).catch(() => []);
    const [newest] = names.filter((name) => /^linux-source-.*\.tar\.xz$/.test(name)).sort(newestFirst);
    if (newest !== undefined) return {kind: 'tarball', path: join(folder, newest)};
  }
  return null;
}

/** What is here, else the distribution's package, fetched into the cache. */
export async function distributionSource(
  cacheFolder: string,
  telling: Fetching,
  installed = installedFolder,
): Promise<KernelSource> {
  return (await sourceHere(cacheFolder, installed)) ?? fetchSource(cacheFolder, telling);
}

export function sourcesFolder(cacheFolder: string): string {
  return join(cacheFolder, 'kernel-sources');
}

/** The package holds one file, the tarball; it gets the package's name, which says its version. */
async function fetchSource(cacheFolder: string, telling: Fetching): Promise<KernelSource> {
  const folder = sourcesFolder(cacheFolder);
  const packages = join(folder, '.packages');
  await mkdir(folder, {recursive: true});
  const {files} = await fetchNewest({cacheFolder, folder: packages, resolve: resolveSource}, telling);
  telling.signal?.throwIfAborted();
  const [file = ''] = files;
  const unpacked = join(folder, '.unpacking');
  await rm(unpacked, {recursive: true, force: true});
  await runTool(findTool('dpkg-deb') ?? 'dpkg-deb', ['-x', file, unpacked]);
  const inside = join(unpacked, installedFolder.slice(1));
  const name = (await readdir(inside)).find((one) => tarball.test(one));
  if (name === undefined) throw new Error(`${basename(file)} holds no tarball of a kernel`);
  const path = join(folder, basename(file).replace(/(?:_all)?\.deb$/, '.tar.xz'));
  await rename(join(inside, name), path);
  for (const done of [unpacked, packages]) await rm(done, {recursive: true, force: true});
  return {kind: 'tarball', path};
}

const newestFirst = (one: string, other: string): number => other.localeCompare(one, 'en', {numeric: true});
