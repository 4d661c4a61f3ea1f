// The file that makes a built kernel complete: what it was built from, by what, and how long that took. Written last.
import {lstatSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type KernelProfile, kernelProfiles} from '../../core/target-settings.ts';

export interface BuiltManifest {
  readonly version: 1;
  readonly profile: KernelProfile;
  readonly release: string;
  /** As a person knows it: a package's file, or a path. */
  readonly source: string;
  /** Hashes of what it hangs on, to tell which of them has changed. */
  readonly made: {readonly source: string; readonly fragments: string; readonly compiler: string};
  readonly builtAtMs: number;
  /** Of all its builds, where one was interrupted. */
  readonly seconds: number;
  readonly objects: number;
  /** Path to size in bytes, of what a boot and a build of a module read first. */
  readonly files: Readonly<Record<string, number>>;
}

export const manifestName = 'built.json';

/** Without one of them it does not boot, or no module can be built for it. */
const looked = [
  'arch/x86/boot/bzImage',
  '.config',
  'Module.symvers',
  'modules.order',
  'modules.builtin',
  'include/config/kernel.release',
  'include/generated/autoconf.h',
  'scripts/mod/modpost',
] as const;

export async function writeBuiltManifest(
  folder: string,
  facts: Omit<BuiltManifest, 'version' | 'files'>,
): Promise<void> {
  const files = Object.fromEntries(looked.map((path) => [path, lstatSync(join(folder, path)).size]));
  const manifest: BuiltManifest = {version: 1, ...facts, files};
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest)}\n`, {flush: true});
}

/** Null when it was never finished, or is no longer as it was then. */
export async function readBuiltManifest(folder: string): Promise<BuiltManifest | null> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null);
  const manifest = text === null ? null : parseBuiltManifest(text);
  return manifest !== null && isWhole(folder, manifest) ? manifest : null;
}

export function parseBuiltManifest(text: string): BuiltManifest | null {
  try {
    const value = JSON.parse(text) as Partial<BuiltManifest> | null;
    const isManifest =
      value?.version === 1 &&
      kernelProfiles.some((name) => name === value.profile) &&
      [value.release, value.source].every((part) => typeof part === 'string') &&
      [value.made?.source, value.made?.fragments, value.made?.compiler].every((part) => typeof part === 'string') &&
      [value.builtAtMs, value.seconds, value.objects].every((part) => typeof part === 'number') &&
      typeof value.files === 'object' &&
      Object.keys(value.files ?? {}).length > 0;
    return isManifest ? (value as BuiltManifest) : null;
  } catch {
    return null;
  }
}

function isWhole(folder: string, {files}: BuiltManifest): boolean {
  return Object.entries(files).every(
    ([path, bytes]) => lstatSync(join(folder, path), {throwIfNoEntry: false})?.size === bytes,
  );
}
