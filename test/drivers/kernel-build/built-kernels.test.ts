import assert from 'node:assert/strict';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {
  builtFolder,
  builtKernels,
  hashOf,
  openBuiltKernel,
  sanitizerKernel,
} from '../../../src/drivers/kernel-build/built-kernels.ts';
import {parseBuiltManifest} from '../../../src/drivers/kernel-build/built-manifest.ts';
import {fragmentsOf, recipeOf} from '../../../src/drivers/kernel-build/profiles.ts';
import {temporaryFolder} from '../../temporary.ts';
import {lay} from './laid-kernel.ts';

test('a build that was never finished, or lost a part, is not there', async (t) => {
  const cache = await temporaryFolder(t);
  assert.deepEqual(await builtKernels(cache), []);
  await mkdir(join(builtFolder(cache), 'sanitizer-begun'), {recursive: true});
  const folder = await lay(cache, {name: 'sanitizer-whole', fragments: 'f', builtAtMs: 1});
  assert.deepEqual(
    (await builtKernels(cache)).map(({name}) => name),
    ['sanitizer-whole'],
  );
  await writeFile(join(folder, 'arch/x86/boot/bzImage'), 'cut');
  assert.deepEqual(await builtKernels(cache), []);
  await rm(join(folder, 'arch/x86/boot/bzImage'));
  assert.deepEqual(await builtKernels(cache), []);
});

test("of two the newer one is taken, unless only the older one has today's fragments", async (t) => {
  const cache = await temporaryFolder(t);
  assert.equal(await sanitizerKernel(cache, 'sanitizer'), null);
  const today = hashOf(await fragmentsOf('sanitizer'));
  await lay(cache, {name: 'old', fragments: 'another', builtAtMs: 1});
  await lay(cache, {name: 'new', fragments: 'another', builtAtMs: 2});
  assert.equal((await sanitizerKernel(cache, 'sanitizer'))?.release, '6.1.0-new');
  await lay(cache, {name: 'today', fragments: today, builtAtMs: 0});
  assert.equal((await sanitizerKernel(cache, 'sanitizer'))?.release, '6.1.0-today');
  assert.equal(await sanitizerKernel(cache, 'kcsan'), null);
});

test('one that is not built is told by its key, with the words that build it', async (t) => {
  const cache = await temporaryFolder(t);
  await assert.rejects(openBuiltKernel(cache, 'kcsan', 'targets.races.kernel'), {
    message:
      'targets.races.kernel: the kcsan kernel is not built; `quarterdeck kernel build --profile kcsan` builds it, once',
  });
});

test('what is no manifest is none', () => {
  for (const text of ['', '{', 'null', '[]', '{"version":1}', '{"version":2,"profile":"sanitizer"}']) {
    assert.equal(parseBuiltManifest(text), null, text);
  }
});

test('what make is told beside the configuration makes another kernel', async () => {
  assert.equal(await recipeOf('sanitizer'), await fragmentsOf('sanitizer'));
  assert.notEqual(await recipeOf('kcsan'), await fragmentsOf('kcsan'));
});
