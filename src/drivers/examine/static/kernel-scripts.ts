// The scripts with which the kernel's people check code: checkpatch.pl and the semantic patches. Headers packages leave them out, so they are
// taken from the kernel's own tree where that is here, else out of the distribution's source package, once, into the cache.
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {KernelTree} from '../../../ports.ts';
import {findTool} from '../../host/find-tool.ts';
import {processFault, runProcess} from '../../process.ts';

export interface ScriptsPlace {
  readonly kernel: Pick<KernelTree, 'release' | 'mounts'>;
  readonly cacheFolder: string;
  /** Where Debian's linux-source-* puts its archive. */
  readonly archivesFolder?: string;
}

/** `folder` is one that holds checkpatch.pl and coccinelle/. */
export type KernelScripts = {readonly folder: string; readonly of: string} | {readonly why: string};

export async function kernelScripts(place: ScriptsPlace): Promise<KernelScripts> {
  const {kernel, cacheFolder, archivesFolder = '/usr/src'} = place;
  const own = kernel.mounts.map(({from}) => join(from, 'scripts')).find(isWhole);
  if (own !== undefined) return {folder: own, of: kernel.release};
  const series = /^\d+\.\d+/.exec(kernel.release)?.[0] ?? kernel.release;
  const archive = await archiveFor(archivesFolder, series);
  const name = archive === null ? `linux-source-${series}` : archive.replace(/\.tar\.\w+$/, '');
  const folder = join(cacheFolder, 'kernel-scripts', name);
  const of = name.replace('linux-source-', 'Linux ');
  if (isWhole(folder)) return {folder, of};
  if (archive === null) {
    return {why: `the kernel's scripts are not on this machine: apt-get install linux-source-${series} brings them`};
  }
  const failed = await takeOut(join(archivesFolder, archive), folder);
  return failed === null ? {folder, of} : {why: failed};
}

function isWhole(folder: string): boolean {
  return existsSync(join(folder, 'checkpatch.pl')) && existsSync(join(folder, 'coccinelle'));
}

/** The one of the kernel's series, else the newest: what the scripts look for changes little. */
async function archiveFor(folder: string, series: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const archives = names.filter((name) => /^linux-source-\d[\w.]*\.tar\.(?:xz|gz|bz2|zst)$/.test(name));
  const newest = archives.sort((one, other) => one.localeCompare(other, 'en', {numeric: true})).at(-1);
  return archives.find((name) => name.startsWith(`linux-source-${series}.tar`)) ?? newest ?? null;
}

const takeOutSeconds = 300;
const wanted = ['checkpatch.pl', 'spelling.txt', 'const_structs.checkpatch', 'coccinelle/*'];

/** Beside its place first, so that what stands there is whole. Null when it is there, else why not. */
async function takeOut(archive: string, folder: string): Promise<string | null> {
  const above = join(folder, '..');
  await mkdir(above, {recursive: true});
  const beside = await mkdtemp(join(above, '.taking-'));
  try {
    const outcome = await runProcess({
      command: findTool('tar') ?? '/usr/bin/tar',
      arguments: [
        ...['--extract', '--auto-compress', '--file', archive, '--directory', beside, '--strip-components=2'],
        ...['--no-same-owner', '--wildcards', ...wanted.map((name) => `*/scripts/${name}`)],
      ],
      deadlineSeconds: takeOutSeconds,
    });
    if (!isWhole(beside)) return `${archive} can't be read: ${processFault('tar', outcome) ?? 'it has no scripts'}`;
    // Another process may have been quicker.
    await rename(beside, folder).catch(() => {});
    return isWhole(folder) ? null : `${folder} can't be written`;
  } finally {
    await rm(beside, {recursive: true, force: true});
  }
}
