import assert from 'node:assert/strict';
import {mkdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {systemClock} from '../../../src/drivers/clock.ts';
import {buildKernel} from '../../../src/drivers/kernel-build/build-kernel.ts';
import {builtFolder} from '../../../src/drivers/kernel-build/built-kernels.ts';
import {sourcesFolder} from '../../../src/drivers/kernel-build/find-source.ts';
import {removeStored, type StoredKernel, storedKernels} from '../../../src/drivers/kernel-build/stored-kernels.ts';
import {type FakeTree, fakeTree} from './fake-tree.ts';

async function build({cacheFolder, tree}: FakeTree): Promise<string> {
  const {kernel} = await buildKernel({
    ...{cacheFolder, profile: 'sanitizer', source: {kind: 'folder', path: tree}, jobs: 1, clock: systemClock},
    ...{say: () => {}, tell: () => {}, signal: new AbortController().signal},
  });
  return kernel.name;
}

const standings = (all: readonly StoredKernel[]) => all.map(({name, kind, standing}) => [name, kind, standing]);

test('what is built, half built, damaged and fetched is told as what it is', async (t) => {
  const fake = await fakeTree(t);
  const {cacheFolder} = fake;
  assert.deepEqual(await storedKernels(cacheFolder), []);
  const name = await build(fake);
  const half = join(builtFolder(cacheFolder), 'sanitizer-half');
  await mkdir(half);
  await writeFile(join(half, 'build.log'), '  CC      kernel/fork.o\n  AR      kernel/built-in.a\n');
  await mkdir(join(cacheFolder, 'kernels/6.1.0-7-amd64'), {recursive: true});
  await mkdir(sourcesFolder(cacheFolder), {recursive: true});
  await writeFile(join(sourcesFolder(cacheFolder), 'linux-source-6.1_6.1.7-1.tar.xz'), 'x');
  assert.deepEqual(standings(await storedKernels(cacheFolder)), [
    ['6.1.0-7-amd64', 'distro', {kind: 'damaged', why: 'it was never finished'}],
    [name, 'built', {kind: 'whole'}],
    ['sanitizer-half', 'built', {kind: 'unfinished', objects: 1}],
    ['linux-source-6.1_6.1.7-1.tar.xz', 'source', {kind: 'whole'}],
  ]);
});

test('a kernel whose tree was changed since is outdated, and says by what', async (t) => {
  const fake = await fakeTree(t);
  await build(fake);
  await utimes(join(fake.tree, 'kernel/fork.c'), 1, 1);
  const [stored] = await storedKernels(fake.cacheFolder);
  assert.deepEqual(stored?.standing, {kind: 'outdated', changed: ['its source']});
});

test('what is removed is gone, and nothing else', async (t) => {
  const fake = await fakeTree(t);
  const name = await build(fake);
  await mkdir(join(builtFolder(fake.cacheFolder), 'kcsan-half'));
  const built = (await storedKernels(fake.cacheFolder)).find((stored) => stored.name === name);
  assert.ok(built !== undefined && built.bytes > 0);
  await removeStored(built, () => assert.fail('nobody holds it'));
  const left = (await storedKernels(fake.cacheFolder)).map((stored) => stored.name);
  assert.deepEqual(left, ['kcsan-half']);
});
