// The list that makes an unpacked kernel complete: written last, checked at every start. A tree without it, or with a
// file missing or cut, counts as not there.
import {type Dirent, lstatSync, readdirSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {join, relative} from 'node:path';

export interface Manifest {
  readonly version: 1;
  readonly release: string;
  /** The package files that it was unpacked from. */
  readonly packages: readonly string[];
  /** Relative to the tree. */
  readonly image: string;
  readonly modulesFolder: string;
  readonly headersFolder: string;
  /** Folders that the sandbox shows below /usr/src, relative to the tree, by their name there. */
  readonly sources: Readonly<Record<string, string>>;
  /** Path to size in bytes, of every file. */
  readonly files: Readonly<Record<string, number>>;
}

const fileName = 'tree.json';
/** What any run reads; the rest of the headers is too many files to look at each time. */
const looked =
  /^boot\/|^vmlinux$|^lib\/modules\/|\/linux-kbuild|\/\.config$|\/Module\.symvers$|\/include\/generated\/|\/Makefile$/;

export async function writeManifest(tree: string, facts: Omit<Manifest, 'version' | 'files'>): Promise<void> {
  const files: Record<string, number> = {};
  for (const path of filesBelow(tree)) files[relative(tree, path)] = lstatSync(path).size;
  delete files[fileName];
  const manifest: Manifest = {version: 1, ...facts, files};
  await writeFile(join(tree, fileName), `${JSON.stringify(manifest)}\n`, {flush: true});
}

/** The tree's manifest when the tree is as the manifest says; else why not. */
export async function readManifest(tree: string): Promise<Manifest | {readonly broken: string}> {
  const text = await readFile(join(tree, fileName), 'utf8').catch(() => null);
  if (text === null) return {broken: 'it was never finished'};
  const manifest = parseManifest(text);
  if (manifest === null) return {broken: `its ${fileName} is damaged`};
  const wrong = firstWrong(tree, manifest);
  return wrong === null ? manifest : {broken: wrong};
}

export function parseManifest(text: string): Manifest | null {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const isManifest =
      value?.version === 1 &&
      [value.release, value.image, value.modulesFolder, value.headersFolder].every(
        (part) => typeof part === 'string',
      ) &&
      Array.isArray(value.packages) &&
      typeof value.sources === 'object' &&
      typeof value.files === 'object' &&
      Object.keys(value.files).length > 0;
    return isManifest ? (value as Manifest) : null;
  } catch {
    return null;
  }
}

function firstWrong(tree: string, manifest: Manifest): string | null {
  for (const [path, bytes] of Object.entries(manifest.files)) {
    if (!looked.test(path)) continue;
    const found = lstatSync(join(tree, path), {throwIfNoEntry: false});
    if (found === undefined) return `${path} is missing`;
    if (found.size !== bytes) return `${path} has ${found.size} bytes, not ${bytes}`;
  }
  return null;
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, {withFileTypes: true}) as Dirent[]) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}
