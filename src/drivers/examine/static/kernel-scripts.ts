// The scripts with which the kernel's people check code: checkpatch.pl and the semantic patches. Headers packages leave them out, so they are
// taken from the kernel's own tree where that is here, else out of the distribution's source package, once, into the cache.
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, rename, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {KernelTree} from '../../../ports.ts';
import {findTool} from '../../host/find-tool.ts';
import {processFault, runProcess} from '../../process.ts';

export interface ScriptsPlace {
  readonly kernel: Pick<KernelTree, 'release' | 'mounts'>;
  readonly cacheFolder: string;
  /** Where archives of a kernel's source may lie; those of the package and of a kernel that was built, where not named. */
  readonly archives?: readonly string[];
}

/** `folder` is one that holds checkpatch.pl and coccinelle/. */
export type KernelScripts = {readonly folder: string; readonly of: string} | {readonly why: string};

/** `signal`: nobody waits for them any more. */
export async function kernelScripts(place: ScriptsPlace, signal?: AbortSignal): Promise<KernelScripts> {
  const here = await scriptsHere(place);
  if (!('archive' in here)) return here;
  const {archive, folder, of} = here;
  const failed = await takeOut(archive, folder, signal);
  return failed === null ? {folder, of} : {why: failed};
}

/** What there is of them; `archive` is what they can be taken out of, into `folder`. Changes nothing. */
export async function scriptsHere(
  place: ScriptsPlace,
): Promise<KernelScripts | {readonly archive: string; readonly folder: string; readonly of: string}> {
  const {kernel, cacheFolder, archives = ['/usr/src', join(cacheFolder, 'kernel-sources')]} = place;
  const own = kernel.mounts.map(({from}) => join(from, 'scripts')).find(isWhole);
  if (own !== undefined) return {folder: own, of: kernel.release};
  const series = /^\d+\.\d+/.exec(kernel.release)?.[0] ?? kernel.release;
  const archive = await archiveFor(archives, series);
  if (archive === null) {
    const cure = `apt-get install linux-source-${series}, or \`quarterdeck kernel build\`, brings them`;
    return {why: `the kernel's own scripts are not on this machine: ${cure}`};
  }
  const name = basename(archive).replace(/\.tar\.\w+$/, '');
  const folder = join(cacheFolder, 'kernel-scripts', name);
  const of = name.replace('linux-source-', 'Linux ').replace('_', ', ');
  return isWhole(folder) ? {folder, of} : {archive, folder, of};
}

function isWhole(folder: string): boolean {
  return existsSync(join(folder, 'checkpatch.pl')) && existsSync(join(folder, 'coccinelle'));
}

/** The one of the kernel's series, else the newest: what the scripts look for changes little. */
async function archiveFor(folders: readonly string[], series: string): Promise<string | null> {
  const listed = await Promise.all(
    folders.map(async (folder) => (await readdir(folder).catch(() => [])).map((name) => join(folder, name))),
  );
  const all = listed.flat().filter((path) => archiveName.test(basename(path)));
  const newest = [...all]
    .sort((one, other) => basename(one).localeCompare(basename(other), 'en', {numeric: true}))
    .at(-1);
  return all.find((path) => archiveName.exec(basename(path))?.[1] === series) ?? newest ?? null;
}

/** Of the package's file, and as the package itself is named. */
const archiveName = /^linux-source-(\d+\.\d+)(?:_.*)?\.tar\.(?:xz|gz|bz2|zst)$/;

const takeOutSeconds = 300;
const wanted = ['checkpatch.pl', 'spelling.txt', 'const_structs.checkpatch', 'coccinelle/*'];

/** Beside its place first, so that what stands there is whole. Null when it is there, else why not. */
async function takeOut(archive: string, folder: string, signal?: AbortSignal): Promise<string | null> {
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
      ...(signal === undefined ? {} : {signal}),
    });
    if (signal?.aborted) return `${basename(archive)} was still being read`;
    if (!isWhole(beside)) return `${archive} can't be read: ${processFault('tar', outcome) ?? 'it has no scripts'}`;
    // Another process may have been quicker.
    await rename(beside, folder).catch(() => {});
    return isWhole(folder) ? null : `${folder} can't be written`;
  } finally {
    await rm(beside, {recursive: true, force: true});
  }
}
