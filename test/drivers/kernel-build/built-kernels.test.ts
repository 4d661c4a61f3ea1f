import assert from 'node:assert/strict';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test from 'node:test';
import {
  builtFolder,
  builtKernels,
  hashOf,
  openBuiltKernel,
  sanitizerKernel,
} from '../../../src/drivers/kernel-build/built-kernels.ts';
import {parseBuiltManifest, writeBuiltManifest} from '../../../src/drivers/kernel-build/built-manifest.ts';
import {fragmentsOf} from '../../../src/drivers/kernel-build/profiles.ts';
import {temporaryFolder} from '../../temporary.ts';
import {bzImageOf} from '../kernel-tree/bz-image.ts';

interface Laid {
  readonly name: string;
  readonly fragments: string;
  readonly builtAtMs: number;
}

/** A finished build of the sanitizer profile, as far as anybody looks. */
async function lay(cacheFolder: string, {name, fragments, builtAtMs}: Laid): Promise<string> {
  const folder = join(builtFolder(cacheFolder), name);
  const release = `6.1.0-${name}`;
  const files: Readonly<Record<string, string | Buffer>> = {
    'arch/x86/boot/bzImage': bzImageOf(release),
    '.config': 'CONFIG_KASAN=y\n',
    'Module.symvers': '0x0\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n',
    'modules.order': '',
    'modules.builtin': 'kernel/drivers/virtio/virtio.ko\n',
    'include/config/kernel.release': `${release}\n`,
    'include/generated/autoconf.h': '',
    'scripts/mod/modpost': '',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  await writeBuiltManifest(folder, {
    ...{profile: 'sanitizer', release, source: 'linux-source-6.1.tar.xz', builtAtMs, seconds: 400, objects: 1200},
    made: {source: 's', fragments, compiler: 'c'},
  });
  return folder;
}

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
