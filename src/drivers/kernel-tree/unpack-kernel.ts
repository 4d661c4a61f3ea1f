// Turns Debian's kernel packages into a tree that boots and builds from where it lies, with nothing installed.
import {createReadStream} from 'node:fs';
import {lstat, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import type {TellProgress} from '../../core/progress.ts';
import {findTool} from '../host/find-tool.ts';
import {processFault, runProcess} from '../process.ts';
import type {Telling} from './fetch-kernel.ts';
import {writeManifest} from './manifest.ts';
import {unpackVmlinux} from './vmlinux.ts';

const unpackSeconds = 900;

/** Fills the folder `tree`; its manifest is written last. Rejects in words, for instance when the disk is full. */
export async function unpackKernel(
  release: string,
  packageFiles: readonly string[],
  tree: string,
  {say, tell}: Telling,
): Promise<void> {
  await mkdir(tree, {recursive: true});
  await layOut(packageFiles, tree, tell);
  tell({what: "making the list of the kernel's modules", done: 0, of: 0, unit: 'parts'});
  await settleModules(tree, release);
  const sources = await settleSources(tree);
  const bzImage = `boot/vmlinuz-${release}`;
  tell({what: "unpacking the kernel's image", done: 0, of: 0, unit: 'parts'});
  const failed = await unpackVmlinux(join(tree, bzImage), join(tree, 'vmlinux'));
  if (failed) say(`the kernel is booted packed, which takes longer: ${failed.failed}`);
  await writeManifest(tree, {
    release,
    packages: packageFiles.map((path) => path.slice(path.lastIndexOf('/') + 1)),
    image: failed ? bzImage : 'vmlinux',
    modulesFolder: `lib/modules/${release}`,
    headersFolder: `usr/src/linux-headers-${release}`,
    sources,
  });
}

/** dpkg-deb says nothing of how far it is, but reads from a pipe: what went in is what is done. */
async function layOut(files: readonly string[], tree: string, tell: TellProgress): Promise<void> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const of = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  for (const [index, file] of files.entries()) {
    const packed = createReadStream(file);
    packed.on('data', () => tell({what: 'unpacking the kernel', done: before + packed.bytesRead, of, unit: 'bytes'}));
    await run('dpkg-deb', ['-x', '-', tree], packed);
    before += sizes[index] ?? 0;
  }
}

/** Newer packages have the modules below /usr; and no installation has made modules.dep. */
async function settleModules(tree: string, release: string): Promise<void> {
  const moved = join(tree, 'usr/lib/modules');
  if (await exists(moved)) {
    await mkdir(join(tree, 'lib'), {recursive: true});
    await rename(moved, join(tree, 'lib/modules'));
  }
  for (const link of ['build', 'source']) await rm(join(tree, 'lib/modules', release, link), {force: true});
  await run('depmod', ['--basedir', tree, release]);
}

/**
 * The headers name their other halves by the paths of an installation. They are turned to neighbours, and the include
 * of the common Makefile to its place relative to ours, so that Kbuild works below any folder.
 */
async function settleSources(tree: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(tree, 'usr/src');
  const sources: Record<string, string> = {};
  for (const name of await readdir(join(tree, 'usr/lib'))) {
    if (!name.startsWith('linux-kbuild-')) continue;
    sources[name] = `usr/lib/${name}`;
    await turnLink(join(folder, name), `../lib/${name}`);
  }
  const kbuild = Object.keys(sources)[0];
  if (kbuild === undefined) throw new Error('the packages hold no linux-kbuild folder');
  for (const name of await readdir(folder)) {
    if (!name.startsWith('linux-headers-')) continue;
    sources[name] = `usr/src/${name}`;
    for (const half of ['scripts', 'tools']) {
      if (await exists(join(folder, name, half))) await turnLink(join(folder, name, half), `../${kbuild}/${half}`);
    }
    await turnInclude(join(folder, name, 'Makefile'));
  }
  return sources;
}

async function turnLink(path: string, to: string): Promise<void> {
  await rm(path, {force: true});
  await symlink(to, path);
}

async function turnInclude(makefile: string): Promise<void> {
  const text = await readFile(makefile, 'utf8');
  const turned = relativeInclude(text);
  if (turned !== text) await writeFile(makefile, turned);
}

export function relativeInclude(makefile: string): string {
  return makefile.replace(/^include \/usr\/src\/(\S+)$/m, 'include $(dir $(lastword $(MAKEFILE_LIST)))../$1');
}

async function run(tool: string, parameters: readonly string[], input?: Readable): Promise<void> {
  const command = findTool(tool);
  if (command === null) throw new Error(`there is no ${tool} on this machine`);
  const fed = input === undefined ? {} : {input};
  const fault = processFault(
    tool,
    await runProcess({command, arguments: parameters, deadlineSeconds: unpackSeconds, ...fed}),
  );
  if (fault !== null) throw new Error(fault);
}

/** Also for a link that leads nowhere. */
function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
