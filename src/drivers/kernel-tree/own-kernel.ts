// A kernel that a person built and named in the configuration: checked, so that a wrong path is said by its key and not
// met later as a boot that shows nothing.
import {existsSync, realpathSync} from 'node:fs';
import {open, readFile} from 'node:fs/promises';
import {basename, dirname, isAbsolute, join} from 'node:path';
import type {KernelTree} from '../../ports.ts';
import {releaseOfImage} from './vmlinux.ts';

/** As under `kernel` of a target in the configuration. */
export interface OwnKernel {
  readonly image: string;
  readonly modules: string;
  readonly build: string;
}

/** `key` is where it stands in the configuration. Rejects with words that name the key and what it should be. */
export async function ownKernel({image, modules, build}: OwnKernel, key: string): Promise<KernelTree> {
  const real = {
    image: realOf(`${key}.image`, image),
    modules: realOf(`${key}.modules`, modules),
    build: realOf(`${key}.build`, build),
  };
  const release = await releaseOfBuild(`${key}.build`, real.build);
  const moduleRelease = basename(real.modules);
  if (!existsSync(join(real.modules, 'modules.builtin'))) {
    throw wrong(
      `${key}.modules`,
      modules,
      `has no modules.builtin; it should be lib/modules/${release} as "make modules_install" makes it`,
    );
  }
  if (moduleRelease !== release)
    throw wrong(`${key}.modules`, modules, `is of ${moduleRelease}, and ${key}.build is ${release}`);
  await checkImage(`${key}.image`, real.image, release);
  return {
    release,
    image: real.image,
    modulesFolder: real.modules,
    buildFolder: real.build,
    mounts: await mountsOf(real.build),
  };
}

export async function mountsOf(build: string): Promise<KernelTree['mounts']> {
  return mountsFor(build, await readFile(join(build, 'Makefile'), 'utf8').catch(() => ''));
}

/** The folders that a build needs and the sandbox does not show anyway: a separate build folder includes its source's. */
export function mountsFor(build: string, makefile: string): KernelTree['mounts'] {
  const included = /^include\s+(\/\S+)\/Makefile$/m.exec(makefile)?.[1];
  const folders = [build, ...(included === undefined ? [] : [included])];
  const needed = folders.filter((folder) => !folder.startsWith('/usr/'));
  return [...new Set(needed)].map((folder) => ({from: folder, to: folder}));
}

export function realOf(key: string, path: string): string {
  if (!isAbsolute(path)) throw wrong(key, path, 'should be an absolute path');
  try {
    return realpathSync(path);
  } catch {
    throw wrong(key, path, 'is not there');
  }
}

/** Of a folder that modules can be built against. */
export async function releaseOfBuild(key: string, build: string): Promise<string> {
  const text = await readFile(join(build, 'include/config/kernel.release'), 'utf8').catch(() => null);
  if (text === null) {
    throw wrong(key, build, 'has no include/config/kernel.release; it should be a kernel that "make" was run in');
  }
  for (const needed of ['Module.symvers', 'scripts/mod/modpost', '.config']) {
    if (!existsSync(join(build, needed))) throw wrong(key, build, `has no ${needed}; run "make modules" there`);
  }
  return text.trim();
}

export async function checkImage(key: string, image: string, release: string): Promise<void> {
  const file = await open(image);
  try {
    const bytes = await file.readFile();
    if (bytes.subarray(0, 4).toString('latin1') === '\x7fELF') return;
    const found = releaseOfImage(bytes);
    if (found === null) {
      throw wrong(
        key,
        image,
        `is neither a vmlinux nor a bzImage; see ${join(dirname(image), 'arch/x86/boot/bzImage')}`,
      );
    }
    if (found !== release) throw wrong(key, image, `is the kernel ${found}, and the build folder is ${release}`);
  } finally {
    await file.close();
  }
}

function wrong(key: string, path: string, what: string): Error {
  return new Error(`${key}: ${path} ${what}`);
}
