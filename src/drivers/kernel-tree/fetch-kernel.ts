// Gets Debian's kernel packages as files: which ones, how much, fetched and checked. Nothing of them is installed.
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {TellProgress} from '../../core/progress.ts';
import {type Apt, askApt, machineApt, runApt, updatePrivateLists} from '../host/apt.ts';
import {type AptFile, installedBytes, parseDepends, parseUris} from '../host/apt-text.ts';
import {freeBytes, megabytes} from '../host/disk.ts';

export interface KernelPackages {
  readonly apt: Apt;
  /** As a person is told of it: `the kernel`, and what it is for. */
  readonly what: string;
  readonly use: string;
  readonly release: string;
  readonly names: readonly string[];
  readonly files: readonly AptFile[];
  readonly unpackedBytes: number;
}

export type Say = (line: string) => void;

/** How whoever waits is told: a line for what is known once, and how far it is. */
export interface Telling {
  readonly say: Say;
  readonly tell: TellProgress;
}

/** The signal ends it where it is; it rejects with the signal's reason. */
export interface Fetching extends Telling {
  readonly signal?: AbortSignal;
}

/** Which packages they are, by the lists that an apt goes by. */
export type Resolve = (apt: Apt) => Promise<KernelPackages>;

/**
 * The packages and where they lie, fetched into `folder` as far as they are not there. When the archive no longer has what the
 * machine's lists name, newer lists are asked.
 */
export async function fetchNewest(
  {cacheFolder, folder, resolve}: {readonly cacheFolder: string; readonly folder: string; readonly resolve: Resolve},
  telling: Fetching,
): Promise<{readonly packages: KernelPackages; readonly files: readonly string[]}> {
  const packages = await resolved(cacheFolder, resolve, telling);
  try {
    return {packages, files: await fetchPackages(packages, folder, telling)};
  } catch (error) {
    telling.signal?.throwIfAborted();
    if (!/\b404\b/.test((error as Error).message)) throw error;
    telling.say(
      'the archive has newer packages than the lists of this machine: fetching lists into the cache folder (about 10 MB)',
    );
    const newer = await resolvedAnew(cacheFolder, resolve, telling.signal);
    return {packages: newer, files: await fetchPackages(newer, folder, telling)};
  }
}

/** By the machine's package lists, or by lists of our own when it has none. */
async function resolved(cacheFolder: string, resolve: Resolve, {say, signal}: Fetching): Promise<KernelPackages> {
  try {
    return await resolve(signal === undefined ? machineApt : {...machineApt, signal});
  } catch {
    signal?.throwIfAborted();
    say('this machine has no usable package lists: fetching some into the cache folder (about 10 MB)');
    return resolvedAnew(cacheFolder, resolve, signal);
  }
}

/** The paths of the package files in `folder`, each with the size and hash that apt's lists name. */
async function fetchPackages(
  packages: KernelPackages,
  folder: string,
  {say, tell}: Telling,
): Promise<readonly string[]> {
  await mkdir(folder, {recursive: true});
  const missing: AptFile[] = [];
  for (const file of packages.files) if (!(await isWhole(join(folder, file.file), file))) missing.push(file);
  if (missing.length > 0) {
    const bytes = missing.reduce((sum, file) => sum + file.bytes, 0);
    await checkRoom(folder, bytes + packages.unpackedBytes);
    say(
      `fetching ${packages.what} for ${packages.use}, ${packages.release}: ${countOf(missing.length)}, ${megabytes(bytes)}` +
        ` (unpacked into ${folder.replace(/\/[^/]*$/, '')}, not installed)`,
    );
    const names = missing.map(({file}) => packages.names[packages.files.findIndex((one) => one.file === file)] ?? '');
    try {
      await runApt(packages.apt, 'apt-get', ['download', ...names], {
        directory: folder,
        onPart: (part) => tell({what: `fetching ${packages.what}`, done: bytes * part, of: bytes, unit: 'bytes'}),
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}. ${networkHint}`);
    }
  }
  for (const file of missing) {
    const path = join(folder, file.file);
    if (await isWhole(path, file)) continue;
    await rm(path, {force: true});
    throw new Error(`${file.file} is not what apt's lists say it is (its size or its SHA256 differs)`);
  }
  return packages.files.map(({file}) => join(folder, file));
}

const countOf = (packages: number): string => (packages === 1 ? '1 package' : `${packages} packages`);

/** By lists fetched just now: a package that is gone from the archive has a newer one. */
async function resolvedAnew(cacheFolder: string, resolve: Resolve, signal?: AbortSignal): Promise<KernelPackages> {
  let complaint: string | null = null;
  try {
    const lists = await updatePrivateLists(cacheFolder, signal);
    complaint = lists.complaint;
    return await resolve(lists.apt);
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(`${complaint ?? (error as Error).message}. ${networkHint}`);
  }
}

/** Throws in words when a disk has no room for so many bytes. */
export async function checkRoom(
  folder: string,
  bytes: number,
  free: (folder: string) => Promise<number> = freeBytes,
): Promise<void> {
  const [needed, there] = [bytes + roomToSpare, await free(folder)];
  if (there >= needed) return;
  throw new Error(
    `the disk of ${folder} has ${megabytes(there)} free and ${megabytes(needed)} are needed; make room, or set XDG_CACHE_HOME to a folder on another disk`,
  );
}

const roomToSpare = 200e6;

const networkHint =
  'Is there a network, and does apt reach its archive (apt-get update)? Start again when it does; what was fetched is kept';

/** The distribution's kernel, and what modules are built for it with. */
export async function resolveKernel(apt: Apt): Promise<KernelPackages> {
  const image = await only(apt, 'linux-image-amd64', /^linux-image-(.+-amd64)$/);
  const release = image.replace('linux-image-', '');
  const headers = `linux-headers-${release}`;
  const needed = parseDepends(await askApt(apt, 'apt-cache', ['depends', headers]));
  const names = [image, headers, ...needed.filter((name) => /^linux-(?:headers|kbuild)-/.test(name))];
  const files: AptFile[] = [];
  for (const name of names) {
    const file = parseUris(await askApt(apt, 'apt-get', ['download', '--print-uris', name]))[0];
    if (file === undefined) throw new Error(`apt does not say where ${name} is to be fetched from`);
    files.push(file);
  }
  const unpackedBytes = installedBytes(await askApt(apt, 'apt-cache', ['show', '--no-all-versions', ...names]));
  return {apt, what: 'the kernel', use: 'the target', release, names, files, unpackedBytes};
}

/** The package that the distribution's kernels are built from: `linux-source-6.1`. */
export async function resolveSource(apt: Apt): Promise<KernelPackages> {
  const name = await only(apt, 'linux-source', /^(linux-source-.+)$/);
  const file = parseUris(await askApt(apt, 'apt-get', ['download', '--print-uris', name]))[0];
  if (file === undefined) throw new Error(`apt does not say where ${name} is to be fetched from`);
  const unpackedBytes = installedBytes(await askApt(apt, 'apt-cache', ['show', '--no-all-versions', name]));
  return {
    apt,
    what: "the kernel's source",
    use: 'a kernel that notices more',
    release: name,
    ...{names: [name], files: [file], unpackedBytes},
  };
}

async function only(apt: Apt, name: string, wanted: RegExp): Promise<string> {
  const found = parseDepends(await askApt(apt, 'apt-cache', ['depends', name])).find((one) => wanted.test(one));
  if (found === undefined) throw new Error(`apt knows no kernel behind the package ${name}`);
  return found;
}

async function isWhole(path: string, file: AptFile): Promise<boolean> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(createReadStream(path), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        hash.update(chunk);
      }
    });
  } catch {
    return false;
  }
  return bytes === file.bytes && (file.sha256 === undefined || hash.digest('hex') === file.sha256);
}
