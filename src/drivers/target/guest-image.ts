// Makes what the target boots into: an initramfs of busybox, the agent and the modules that reach the driver's devices.
// Kept in the cache under a name made of all that went into it, so that nothing stale is ever booted.
import {createHash} from 'node:crypto';
import {access, chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {KernelTree} from '../../ports.ts';
import {runTool} from '../process.ts';
import {kernelModules} from './kernel-modules.ts';
import {loadOrder, moduleName} from './modules-dep.ts';

export interface GuestImageOptions {
  readonly kernel: KernelTree;
  readonly cacheFolder: string;
  readonly busybox: string;
  readonly heartbeatSeconds: number;
  readonly ramoopsArguments: readonly string[];
}

const sources = fileURLToPath(new URL('guest/', import.meta.url));
const agentSources = ['agent.c', 'port.c', 'exec.c', 'files.c', 'greet.c'];
const guestFiles = [...agentSources, 'agent.h', 'feeder.c', 'init', 'inittab'];
const compilerFlags = ['-O2', '-static', '-D_GNU_SOURCE', '-Wall', '-s'];
/** In this order: what records a crash comes first. */
const wantedModules = ['ramoops', 'i6300esb', 'virtio_pci', 'virtio_console', 'pvpanic-mmio'];
const folders = ['bin', 'etc', 'dev', 'proc', 'sys', 'tmp', 'root', 'lib/modules'];

/** The path of the initramfs; rejects in words when a tool or a module is missing. */
export async function guestImage(options: GuestImageOptions, known?: readonly string[]): Promise<string> {
  const modules = known ?? (await guestModules(options.kernel));
  const folder = join(options.cacheFolder, 'guest');
  const image = join(folder, `initramfs-${options.kernel.release}-${await imageKey(options, modules)}`);
  if (await exists(image)) return image;
  await mkdir(folder, {recursive: true});
  const staging = await mkdtemp(join(folder, 'making-'));
  try {
    await fill(join(staging, 'root'), options, modules);
    await compile(staging);
    await pack(join(staging, 'root'), join(staging, 'initramfs'));
    await rename(join(staging, 'initramfs'), image);
  } finally {
    await rm(staging, {recursive: true, force: true});
  }
  return image;
}

/** Those that go into it, in the order in which they load, below the folder of the kernel's modules. */
export async function guestModules(kernel: KernelTree): Promise<readonly string[]> {
  const {paths, missing} = loadOrder(await kernelModules(kernel), wantedModules);
  if (missing.length > 0) {
    throw new Error(`kernel ${kernel.release} has no module ${missing.join(', ')}; the target needs it`);
  }
  return paths;
}

async function imageKey(options: GuestImageOptions, modulePaths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const paths = [
    ...guestFiles.map((name) => join(sources, name)),
    ...modulePaths.map((path) => join(options.kernel.modulesFolder, path)),
    options.busybox,
  ];
  for (const path of paths) hash.update(await readFile(path));
  hash.update(JSON.stringify([compilerFlags, options.heartbeatSeconds, options.ramoopsArguments]));
  return hash.digest('hex').slice(0, 16);
}

async function fill(root: string, options: GuestImageOptions, modulePaths: readonly string[]): Promise<void> {
  for (const folder of folders) await mkdir(join(root, folder), {recursive: true});
  await symlink('bin', join(root, 'sbin'));
  await copyFile(options.busybox, join(root, 'bin/busybox'));
  const applets = await runTool(options.busybox, ['--list']);
  for (const applet of applets.split('\n').filter((name) => name !== '' && name !== 'busybox')) {
    await symlink('busybox', join(root, 'bin', applet));
  }
  await copyFile(join(sources, 'init'), join(root, 'init'));
  await chmod(join(root, 'init'), 0o755);
  await copyFile(join(sources, 'inittab'), join(root, 'etc/inittab'));
  const lines: string[] = [];
  for (const path of modulePaths) {
    const name = moduleName(path);
    await copyFile(join(options.kernel.modulesFolder, path), join(root, `lib/modules/${name}.ko`));
    lines.push([`/lib/modules/${name}.ko`, ...moduleArguments(name, options)].join(' '));
  }
  await writeFile(join(root, 'etc/modules'), `${lines.join('\n')}\n`);
}

/** busybox insmod takes nothing from the kernel's command line, so the arguments stand here. */
function moduleArguments(name: string, options: GuestImageOptions): readonly string[] {
  if (name === 'ramoops') return options.ramoopsArguments;
  if (name === 'i6300esb') return [`heartbeat=${options.heartbeatSeconds}`];
  return [];
}

async function compile(staging: string): Promise<void> {
  const bin = join(staging, 'root/bin');
  const from = (names: readonly string[]) => names.map((name) => join(sources, name));
  await runTool('gcc', [...compilerFlags, '-o', join(bin, 'agent'), ...from(agentSources)]);
  await runTool('gcc', [...compilerFlags, '-o', join(bin, 'feeder'), ...from(['feeder.c'])]);
}

/** Not compressed: unpacking costs an emulated CPU more than reading 5 MB does. */
async function pack(root: string, image: string): Promise<void> {
  const script = 'cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --null -o -H newc -R 0:0 --quiet > "$2"';
  await runTool('sh', ['-c', script, 'pack', root, image]);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
