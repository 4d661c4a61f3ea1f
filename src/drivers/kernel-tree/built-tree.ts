// The kernel of a tree that a person built in place (`make bzImage modules`) and installed nowhere: the image and the build
// folder are found in it, and its modules are laid out by links, as depmod wants them.
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rename, rm, stat, symlink} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {KernelTree} from '../../ports.ts';
import {runTool} from '../process.ts';
import {checkImage, mountsOf, realOf, releaseOfBuild} from './own-kernel.ts';

/** `key` is where it stands in the configuration. Rejects with words that name the key and what it should be. */
export async function builtTree(path: string, key: string, cacheFolder: string): Promise<KernelTree> {
  const tree = realOf(key, path);
  const release = await releaseOfBuild(key, tree);
  // The image as a boot loader takes it: a bare vmlinux with KASAN does not start through PVH.
  const image = join(tree, 'arch/x86/boot/bzImage');
  if (!existsSync(image)) throw new Error(`${key}: ${tree} has no arch/x86/boot/bzImage; run "make bzImage" there`);
  await checkImage(key, image, release);
  const installed = join(tree, 'lib/modules', release);
  const modulesFolder = existsSync(join(installed, 'modules.builtin'))
    ? installed
    : await linkedModules(tree, release, key, join(cacheFolder, 'trees'));
  return {release, image, modulesFolder, buildFolder: tree, mounts: await mountsOf(tree)};
}

/** A board's: it boots by itself, so the folder to build against is all. */
export async function boardKernel(
  {
    build,
    architecture,
    crossCompile,
  }: {readonly build: string; readonly architecture: string; readonly crossCompile: string},
  key: string,
): Promise<KernelTree> {
  const tree = realOf(`${key}.build`, build);
  const release = await releaseOfBuild(`${key}.build`, tree);
  return {
    release,
    image: '',
    modulesFolder: '',
    buildFolder: tree,
    mounts: await mountsOf(tree),
    architecture,
    ...(crossCompile === '' ? {} : {crossCompile}),
  };
}

/** Named after all that depmod's answer hangs on: a tree that is built again gets another folder. */
async function linkedModules(tree: string, release: string, key: string, folder: string): Promise<string> {
  const order = await readFile(join(tree, 'modules.order'), 'utf8').catch(() => null);
  if (order === null) throw new Error(`${key}: ${tree} has no modules.order; run "make modules" there`);
  const symvers = await stat(join(tree, 'Module.symvers'));
  const hash = createHash('sha256')
    .update(JSON.stringify([tree, release, order, symvers.mtimeMs]))
    .digest('hex');
  const root = join(folder, hash.slice(0, 16));
  const modules = join(root, 'lib/modules', release);
  if (existsSync(modules)) return modules;
  await mkdir(folder, {recursive: true});
  const staging = await mkdtemp(join(folder, 'making-'));
  try {
    await lay(tree, order, join(staging, 'lib/modules', release));
    await runTool('depmod', ['--basedir', staging, release]);
    // Whoever is first wins; two make the same.
    await rename(staging, root).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(staging, {recursive: true, force: true});
  }
  return modules;
}

async function lay(tree: string, order: string, modules: string): Promise<void> {
  await mkdir(modules, {recursive: true});
  for (const name of ['modules.order', 'modules.builtin', 'modules.builtin.modinfo']) {
    if (existsSync(join(tree, name))) await symlink(join(tree, name), join(modules, name));
  }
  for (const path of modulePaths(order)) {
    if (!existsSync(join(tree, path))) continue;
    await mkdir(dirname(join(modules, 'kernel', path)), {recursive: true});
    await symlink(join(tree, path), join(modules, 'kernel', path));
  }
}

/** Kbuild names objects since 6.3, modules before, and before 5.3 with `kernel/` at their head. */
export function modulePaths(order: string): readonly string[] {
  return order
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^kernel\//, '').replace(/\.o$/, '.ko'));
}
