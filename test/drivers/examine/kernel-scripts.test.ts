import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {kernelScripts, scriptsHere} from '../../../src/drivers/examine/static/kernel-scripts.ts';
import {runTool} from '../../../src/drivers/process.ts';
import {temporaryFolder} from '../../temporary.ts';

const kernel = {release: '6.1.0-50-amd64', mounts: []};

async function fill(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(join(folder, file, '..'), {recursive: true});
    await writeFile(join(folder, file), `${file}\n`);
  }
}

/** An archive as the package has it, small. */
async function archived(t: TestContext, name = 'linux-source-6.1.tar.gz', files = inside) {
  const folder = await temporaryFolder(t);
  const [archives, tree] = [join(folder, 'archives'), join(folder, 'linux-source-6.1')];
  await mkdir(archives);
  await fill(tree, files);
  await runTool('tar', ['-czf', join(archives, name), '-C', folder, 'linux-source-6.1']);
  return {place: {kernel, cacheFolder: join(folder, 'cache'), archives: [join(folder, 'none'), archives]}, archives};
}

const inside = [
  'Makefile',
  'scripts/checkpatch.pl',
  'scripts/spelling.txt',
  'scripts/mod/modpost.c',
  'scripts/coccinelle/free/kfree.cocci',
];

test('the scripts are taken out of the archive, and nothing else', async (t) => {
  const {place} = await archived(t);
  const scripts = await kernelScripts(place);
  assert.ok('folder' in scripts, JSON.stringify(scripts));
  assert.deepEqual((await readdir(scripts.folder)).sort(), ['checkpatch.pl', 'coccinelle', 'spelling.txt']);
  const patch = await readFile(join(scripts.folder, 'coccinelle/free/kfree.cocci'), 'utf8');
  assert.equal(patch, 'scripts/coccinelle/free/kfree.cocci\n');
  assert.deepEqual(await readdir(join(place.cacheFolder, 'kernel-scripts')), ['linux-source-6.1']);
});

test('once they are there the archive is not read again', async (t) => {
  const {place, archives} = await archived(t);
  const first = await kernelScripts(place);
  await writeFile(join(archives, 'linux-source-6.1.tar.gz'), 'damaged since');
  assert.deepEqual(await kernelScripts(place), first);
});

test('of several archives that of the series of the kernel is taken, named as its package or with its version', async (t) => {
  const {place, archives} = await archived(t, 'linux-source-6.1_6.1.176-1.tar.gz');
  await writeFile(join(archives, 'linux-source-6.12.tar.gz'), '');
  const scripts = await kernelScripts(place);
  assert.equal('of' in scripts && scripts.of, 'Linux 6.1, 6.1.176-1');
});

test('to look changes nothing', async (t) => {
  const {place} = await archived(t);
  assert.ok('archive' in (await scriptsHere(place)));
  await assert.rejects(readdir(place.cacheFolder));
});

test("a person's own kernel tree has them itself", async (t) => {
  const tree = await temporaryFolder(t);
  await fill(tree, inside);
  const mounts = [{from: tree, to: tree}];
  const place = {kernel: {release: '6.9.0', mounts}, cacheFolder: join(tree, 'cache'), archives: []};
  assert.deepEqual(await kernelScripts(place), {folder: join(tree, 'scripts'), of: '6.9.0'});
});

test('without an archive, or with one that has no scripts, it is said what would help', async (t) => {
  const {place} = await archived(t, 'linux-source-6.1.tar.gz', ['Makefile']);
  const none = await kernelScripts({...place, archives: []});
  assert.match('why' in none ? none.why : '', /apt-get install linux-source-6\.1/);
  const empty = await kernelScripts(place);
  assert.match('why' in empty ? empty.why : '', /linux-source-6\.1\.tar\.gz can't be read/);
});

test('nobody waits for them any more: what was taken out by then is gone', async (t) => {
  const {place} = await archived(t);
  assert.deepEqual(await kernelScripts(place, AbortSignal.abort()), {
    why: 'linux-source-6.1.tar.gz was still being read',
  });
  assert.deepEqual(await readdir(join(place.cacheFolder, 'kernel-scripts')), []);
});
