import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {appendFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {systemClock} from '../../../src/drivers/clock.ts';
import {type BuildOptions, type Built, buildKernel} from '../../../src/drivers/kernel-build/build-kernel.ts';
import {builtFolder, builtKernels, sanitizerKernel} from '../../../src/drivers/kernel-build/built-kernels.ts';
import type {KernelSource} from '../../../src/drivers/kernel-build/find-source.ts';
import {type FakeTree, fakeBuiltRelease, fakeTree} from './fake-tree.ts';

const all = ['kernel/fork.o', 'kernel/exit.o', 'mm/slub.o'];

function build(fake: FakeTree, more: Partial<BuildOptions> = {}): Promise<Built> {
  const source: KernelSource = {kind: 'folder', path: fake.tree};
  return buildKernel({
    ...{cacheFolder: fake.cacheFolder, profile: 'sanitizer', source, jobs: 1, clock: systemClock},
    ...{say: () => {}, tell: () => {}, signal: new AbortController().signal},
    ...more,
  });
}

const names = async (folder: string): Promise<readonly string[]> => (await readdir(folder, {recursive: true})).sort();

test('a tree that a person names is built in the cache, keeps what boots and what modules are built with, and is left as it was', async (t) => {
  const fake = await fakeTree(t);
  const before = await names(fake.tree);
  const {kernel, wasThere} = await build(fake);
  assert.equal(wasThere, false);
  assert.deepEqual(await names(fake.tree), before);
  const {made, files, builtAtMs, seconds, ...facts} = kernel.manifest;
  assert.deepEqual(facts, {
    ...{version: 1, profile: 'sanitizer', release: fakeBuiltRelease, source: fake.tree, objects: 3},
  });
  const kept = await names(kernel.folder);
  for (const path of ['Makefile', 'scripts/checkpatch.pl', 'include/linux/module.h', 'fs/pstore/ramoops.ko']) {
    assert.ok(kept.includes(path), path);
  }
  for (const path of ['kernel/fork.o', 'kernel/fork.c', 'kernel', 'Documentation', 'vmlinux.o']) {
    assert.ok(!kept.includes(path), path);
  }
  const tree = await sanitizerKernel(fake.cacheFolder, 'sanitizer');
  assert.deepEqual([tree?.release, tree?.buildFolder], [fakeBuiltRelease, kernel.folder]);
});

test('what is built is not built again, until the source is another', async (t) => {
  const fake = await fakeTree(t);
  const first = await build(fake);
  const second = await build(fake);
  assert.deepEqual([second.wasThere, second.kernel.name], [true, first.kernel.name]);
  assert.deepEqual(fake.compiled(), all);
  await appendFile(join(fake.tree, 'kernel/fork.c'), 'int changed;\n');
  const third = await build(fake);
  assert.deepEqual([third.wasThere, third.kernel.name === first.kernel.name], [false, false]);
  assert.equal((await builtKernels(fake.cacheFolder)).length, 2);
});

test('one that was damaged since is built from its source again', async (t) => {
  const fake = await fakeTree(t);
  const {kernel} = await build(fake);
  await appendFile(join(kernel.folder, 'arch/x86/boot/bzImage'), 'damage');
  const again = await build(fake);
  assert.deepEqual([again.wasThere, again.kernel.name], [false, kernel.name]);
  assert.deepEqual(fake.compiled(), [...all, ...all]);
});

test('each profile is a kernel of its own', async (t) => {
  const fake = await fakeTree(t);
  await build(fake);
  await build(fake, {profile: 'kcsan'});
  const profiles = (await builtKernels(fake.cacheFolder)).map(({manifest}) => manifest.profile);
  assert.deepEqual([...profiles].sort(), ['kcsan', 'sanitizer']);
});

test('a tarball is unpacked without its first folder', async (t) => {
  const fake = await fakeTree(t);
  const path = join(fake.folder, 'linux-6.1.7.tar.xz');
  execFileSync('tar', ['-cJf', path, '-C', fake.folder, 'linux-6.1.7']);
  const told: string[] = [];
  const {kernel} = await build(fake, {source: {kind: 'tarball', path}, tell: ({what}) => void told.push(what)});
  assert.equal(kernel.manifest.source, path);
  assert.ok(told.includes("unpacking the kernel's source"));
});

test('a tarball that is none is told, and leaves nothing', async (t) => {
  const fake = await fakeTree(t);
  const path = join(fake.tree, 'Makefile');
  await assert.rejects(build(fake, {source: {kind: 'tarball', path}}), /^Error: tar ended with status 2/);
  assert.deepEqual(await readdir(builtFolder(fake.cacheFolder)), ['.lock']);
});

test('a demand that Kconfig drops in silence ends the build by its name', async (t) => {
  const fake = await fakeTree(t);
  fake.set('dropped', 'KASAN');
  await assert.rejects(build(fake), {
    message: 'this source cannot have what is asked of its configuration: CONFIG_KASAN (asked y, got n)',
  });
  assert.deepEqual(fake.compiled(), []);
});

test('what does not compile is told with its line and where all of it stands; once mended, the build goes on there', async (t) => {
  const fake = await fakeTree(t);
  fake.set('broken', 'kernel/exit.o');
  const words = await build(fake).then(
    () => 'built',
    (error: Error) => error.message,
  );
  const [, log = ''] =
    /^the kernel does not build: make ended with status 2\nkernel\/exit.o: error: expected ';'\nall that make said: (.+)$/.exec(
      words,
    ) ?? assert.fail(words);
  assert.match(readFileSync(log, 'utf8'), /error: expected/);
  fake.set('broken', null);
  const said: string[] = [];
  const {kernel} = await build(fake, {say: (line) => void said.push(line)});
  assert.deepEqual(said, [`going on with ${kernel.name}, which was not finished`]);
  assert.deepEqual(fake.compiled(), all);
  assert.equal(kernel.manifest.objects, 3);
});

test('interrupted in the middle, it keeps what is compiled and goes on', async (t) => {
  const fake = await fakeTree(t);
  fake.set('held', 'kernel/exit.o');
  const controller = new AbortController();
  const tell: BuildOptions['tell'] = ({what, done}) => {
    if (what === 'building the sanitizer kernel' && done === 2) controller.abort();
  };
  await assert.rejects(build(fake, {tell, signal: controller.signal}), {name: 'AbortError'});
  assert.deepEqual(await builtKernels(fake.cacheFolder), []);
  fake.set('held', null);
  const dones: number[] = [];
  const {kernel} = await build(fake, {
    tell: ({what, done}) => void (what === 'building the sanitizer kernel' && dones.push(done)),
  });
  assert.equal(dones[0], 2);
  assert.equal(existsSync(join(kernel.folder, 'arch/x86/boot/bzImage')), true);
  assert.equal(fake.compiled().filter((path) => path === 'kernel/fork.o').length, 1);
});

test('of two that build at once one waits, and says so', async (t) => {
  const fake = await fakeTree(t);
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const [one, other] = await Promise.all([build(fake, {say}), build(fake, {say})]);
  assert.deepEqual(said, [`another quarterdeck (process ${process.pid}) is building a kernel: waiting for it`]);
  assert.deepEqual([one.wasThere, other.wasThere].sort(), [false, true]);
  assert.deepEqual(fake.compiled(), all);
});
