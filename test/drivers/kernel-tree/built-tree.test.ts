import assert from 'node:assert/strict';
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {boardKernel, builtTree, modulePaths} from '../../../src/drivers/kernel-tree/built-tree.ts';
import {temporaryFolder} from '../../temporary.ts';
import {bzImageOf} from './bz-image.ts';

const release = '6.12.0-mine';
const key = 'targets.mine.kernel.tree';

/** As `make bzImage modules` leaves it, as far as anybody looks. */
async function built(t: TestContext): Promise<{readonly tree: string; readonly cache: string}> {
  const folder = await temporaryFolder(t);
  const [tree, cache] = [join(folder, 'linux'), join(folder, 'cache')];
  const files: Readonly<Record<string, string>> = {
    'include/config/kernel.release': `${release}\n`,
    'Module.symvers': '',
    'scripts/mod/modpost': '',
    '.config': '',
    'modules.order': 'fs/pstore/ramoops.o\ndrivers/gone.o\n',
    'modules.builtin': 'kernel/drivers/virtio/virtio.ko\n',
    'fs/pstore/ramoops.ko': '',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), {recursive: true});
    await writeFile(join(tree, path), text);
  }
  await mkdir(join(tree, 'arch/x86/boot'), {recursive: true});
  await writeFile(join(tree, 'arch/x86/boot/bzImage'), bzImageOf(release));
  return {tree, cache};
}

test('what a build left in its tree is found, and nothing is written into it', async (t) => {
  const {tree, cache} = await built(t);
  const kernel = await builtTree(tree, key, cache);
  const {modulesFolder, ...rest} = kernel;
  assert.deepEqual(rest, {
    ...{release, image: join(tree, 'arch/x86/boot/bzImage'), buildFolder: tree},
    mounts: [{from: tree, to: tree}],
  });
  assert.ok(modulesFolder.startsWith(join(cache, 'trees')));
  assert.ok(modulesFolder.endsWith(`lib/modules/${release}`));
  assert.match(await readFile(join(modulesFolder, 'modules.builtin'), 'utf8'), /virtio\.ko/);
  await readFile(join(modulesFolder, 'kernel/fs/pstore/ramoops.ko'));
  assert.deepEqual(await builtTree(tree, key, cache), kernel);
});

test('a tree that is built again has another set of links', async (t) => {
  const {tree, cache} = await built(t);
  const before = await builtTree(tree, key, cache);
  await writeFile(join(tree, 'modules.order'), 'fs/pstore/ramoops.o\n');
  assert.notEqual((await builtTree(tree, key, cache)).modulesFolder, before.modulesFolder);
});

test('modules that were installed below the tree go before links', async (t) => {
  const {tree, cache} = await built(t);
  const modules = join(tree, 'lib/modules', release);
  await mkdir(modules, {recursive: true});
  await writeFile(join(modules, 'modules.builtin'), '');
  assert.equal((await builtTree(tree, key, cache)).modulesFolder, modules);
});

test('what a tree lacks is told by the key, and what to run', async (t) => {
  const {tree, cache} = await built(t);
  const check = (expected: RegExp): Promise<void> => assert.rejects(builtTree(tree, key, cache), expected);
  await rm(join(tree, 'modules.order'));
  await check(/^Error: targets\.mine\.kernel\.tree: \S+ has no modules\.order; run "make modules" there$/);
  await rm(join(tree, 'arch'), {recursive: true});
  await check(/kernel\.tree: \S+ has no arch\/x86\/boot\/bzImage; run "make bzImage" there/);
  await rm(join(tree, 'include'), {recursive: true});
  await check(/kernel\.tree: \S+ has no include\/config\/kernel\.release/);
});

test("a board's kernel is the folder that it was built in", async (t) => {
  const {tree} = await built(t);
  const given = {build: tree, architecture: 'arm64', crossCompile: 'aarch64-linux-gnu-'};
  const {release: found, architecture, crossCompile} = await boardKernel(given, 'targets.lab.kernel');
  assert.deepEqual([found, architecture, crossCompile], [release, 'arm64', 'aarch64-linux-gnu-']);
  await assert.rejects(
    boardKernel({...given, build: '/nonexistent'}, 'targets.lab.kernel'),
    /targets\.lab\.kernel\.build/,
  );
});

test('every form of modules.order names modules', () => {
  const check = (line: string, expected: string): void => assert.deepEqual(modulePaths(`${line}\n`), [expected]);
  check('drivers/a.o', 'drivers/a.ko');
  check('drivers/a.ko', 'drivers/a.ko');
  check('kernel/drivers/a.ko', 'drivers/a.ko');
});
