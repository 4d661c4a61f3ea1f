// What an index can be made of on this host: the image's types, the exports, the headers, guides and sources; each may be
// missing. One word for all of it, so that an index of something else is never taken for this one.
import {createHash} from 'node:crypto';
import {lstatSync, statSync} from 'node:fs';
import {arch, release as runningRelease} from 'node:os';
import {join} from 'node:path';
import type {KernelTree} from '../../ports.ts';
import {filesBelow} from './tree-files.ts';

/** Raised when entries are made in another way. */
const form = 4;

export interface Ingredients {
  readonly release: string;
  /** ELF with types, types alone, or packed (bzImage). */
  readonly image: string | null;
  /** The folder that the modules of Module.symvers lie below by the paths that it gives. */
  readonly modules: string | null;
  readonly symvers: readonly string[];
  /** Relative to `root`, the likeliest to be included first. */
  readonly headers: readonly {readonly root: string; readonly paths: readonly string[]}[];
  /** The root of a tree that has `Documentation`. */
  readonly guides: string | null;
  /** The root of a tree that has the kernel's .c files. */
  readonly source: string | null;
  readonly key: string;
}

export type DocsKernel = Pick<KernelTree, 'release' | 'image' | 'mounts' | 'architecture'> &
  Partial<Pick<KernelTree, 'modulesFolder'>>;

/** `packagesRoot`: where the distribution's packages have their files. */
export function ingredientsOf(kernel: DocsKernel, packagesRoot = '/'): Ingredients {
  const roots = kernel.mounts.map(({from}) => from);
  const headers = roots.map((root) => ({root, paths: headersOf(root, archOf(kernel))}));
  const series = /^\d+\.\d+/.exec(kernel.release)?.[0] ?? kernel.release;
  const source =
    roots.find((root) => isSource(root)) ??
    [join(packagesRoot, `usr/src/linux-source-${series}`)].find((root) => isSource(root));
  const guides = [
    ...roots,
    ...(source === undefined ? [] : [source]),
    join(packagesRoot, `usr/share/doc/linux-doc-${series}`),
  ].find((root) => isFolder(join(root, 'Documentation')) && hasGuides(root));
  const made = {
    release: kernel.release,
    image: imageOf(kernel, roots),
    modules: modulesOf(kernel),
    symvers: roots.map((root) => join(root, 'Module.symvers')).filter(isFile),
    headers: headers.filter(({paths}) => paths.length > 0),
    guides: guides ?? null,
    source: source ?? null,
  };
  return {...made, key: keyOf(made)};
}

function headersOf(root: string, arch: string): readonly string[] {
  const paths = ['include', `arch/${arch}/include`].flatMap((folder) =>
    isFolder(join(root, folder)) ? filesBelow(root, folder, (name) => name.endsWith('.h')) : [],
  );
  return [...paths].sort((one, other) => nearnessOf(one) - nearnessOf(other));
}

/** What a module includes comes first; devicetree's numbers last. */
function nearnessOf(path: string): number {
  if (path.startsWith('include/linux/')) return path.indexOf('/', 14) < 0 ? 0 : 1;
  if (path.startsWith('include/dt-bindings/')) return 5;
  if (path.startsWith('include/uapi/')) return 3;
  return path.startsWith('arch/') ? 2 : 4;
}

const archByNode: Readonly<Record<string, string>> = {
  x64: 'x86',
  ia32: 'x86',
  riscv64: 'riscv',
  ppc64: 'powerpc',
  s390x: 's390',
};

/** The kernel's name of it, as a folder below arch/. */
function archOf({architecture}: DocsKernel): string {
  const name = architecture ?? archByNode[arch()] ?? arch();
  return /^(?:x86_64|i\d86)$/.test(name) ? 'x86' : name;
}

/** A `vmlinux` beside the headers says more than a packed image. */
function imageOf({image, release}: DocsKernel, roots: readonly string[]): string | null {
  const running = release === runningRelease() ? ['/sys/kernel/btf/vmlinux'] : [];
  const candidates = [...roots.map((root) => join(root, 'vmlinux')), image, ...running];
  return candidates.find((path) => path !== '' && isFile(path)) ?? null;
}

function modulesOf({modulesFolder = ''}: DocsKernel): string | null {
  const folder = join(modulesFolder, 'kernel');
  return modulesFolder !== '' && isFolder(folder) ? folder : null;
}

function isSource(root: string): boolean {
  return ['kernel/fork.c', 'lib/vsprintf.c', 'drivers/base/core.c'].every((path) => isFile(join(root, path)));
}

/** A headers package may have an empty folder of that name. */
function hasGuides(root: string): boolean {
  return ['Documentation/index.rst', 'Documentation/index.rst.gz', 'Documentation/process'].some((path) =>
    exists(join(root, path)),
  );
}

function keyOf({headers, image, modules, symvers, guides, source, release}: Omit<Ingredients, 'key'>): string {
  const parts = [form, release, ...[image, modules, ...symvers, guides, source].map(markOf)];
  const hash = createHash('sha256').update(JSON.stringify(parts));
  for (const {root, paths} of headers) for (const path of paths) hash.update(`${path}\0${markOf(join(root, path))}\0`);
  return hash.digest('hex').slice(0, 16);
}

function markOf(path: string | null): string {
  if (path === null) return '';
  const facts = lstatSync(path, {throwIfNoEntry: false});
  return `${path} ${facts?.size} ${facts?.mtimeMs}`;
}

const exists = (path: string): boolean => statSync(path, {throwIfNoEntry: false}) !== undefined;
const isFile = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isFile() === true;
/** A link is none: it may lead out of the tree. */
const isFolder = (path: string): boolean => lstatSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
