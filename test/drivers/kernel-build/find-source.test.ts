import assert from 'node:assert/strict';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {
  distributionSource,
  namedSource,
  sourceHere,
  sourcesFolder,
} from '../../../src/drivers/kernel-build/find-source.ts';
import {temporaryFolder} from '../../temporary.ts';
import {fakeApt} from '../kernel-tree/fake-apt.ts';
import {fakeTree} from './fake-tree.ts';

const untold = {say: (line: string) => assert.fail(line), tell: () => {}};

test('a person names a tree or a tarball, by a path of the folder that one is in', async (t) => {
  const {folder, tree} = await fakeTree(t);
  await writeFile(join(folder, 'linux.tar.gz'), '');
  assert.deepEqual(await namedSource('linux-6.1.7', folder), {kind: 'folder', path: tree});
  assert.deepEqual(await namedSource('linux.tar.gz', folder), {kind: 'tarball', path: join(folder, 'linux.tar.gz')});
});

test('what is no source is told by its path', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'notes.txt'), '');
  const refused = (named: string, what: string): Promise<void> =>
    assert.rejects(namedSource(named, '/'), {message: `--source: ${named} ${what}`});
  const neither = 'is neither a kernel tree (a folder with scripts/kconfig) nor a tarball of one';
  await refused(join(folder, 'gone'), 'is not there');
  await refused(join(folder, 'notes.txt'), neither);
  await refused(folder, neither);
});

test('of the sources in the cache the newest is taken, and nothing is fetched', async (t) => {
  const cache = await temporaryFolder(t);
  const folder = sourcesFolder(cache);
  await mkdir(folder, {recursive: true});
  for (const version of ['6.1.9-1', '6.1.176-1'])
    await writeFile(join(folder, `linux-source-6.1_${version}.tar.xz`), '');
  const found = {kind: 'tarball', path: join(folder, 'linux-source-6.1_6.1.176-1.tar.xz')};
  assert.deepEqual(await distributionSource(cache, untold, cache), found);
});

test('one that is installed goes before the cache', async (t) => {
  const cache = await temporaryFolder(t);
  const installed = await temporaryFolder(t);
  await mkdir(sourcesFolder(cache), {recursive: true});
  await writeFile(join(sourcesFolder(cache), 'linux-source-6.12_6.12.1-1.tar.xz'), '');
  await writeFile(join(installed, 'linux-source-6.1.tar.xz'), '');
  const found = {kind: 'tarball', path: join(installed, 'linux-source-6.1.tar.xz')};
  assert.deepEqual(await sourceHere(cache, installed), found);
});

test("where there is none the distribution's package is fetched, once, under its version", async (t) => {
  const apt = await fakeApt(t);
  const nothing = await temporaryFolder(t);
  const said: string[] = [];
  const telling = {say: (line: string) => void said.push(line), tell: () => {}};
  const found = await distributionSource(apt.cacheFolder, telling, nothing);
  const folder = sourcesFolder(apt.cacheFolder);
  assert.deepEqual(found, {kind: 'tarball', path: join(folder, 'linux-source-6.1.tar.xz')});
  assert.deepEqual(await readdir(folder), ['linux-source-6.1.tar.xz']);
  assert.deepEqual(said, [
    `fetching the kernel's source for a kernel that notices more, linux-source-6.1: 1 package, <1 MB (unpacked into ${folder}, not installed)`,
  ]);
  assert.deepEqual(await distributionSource(apt.cacheFolder, untold, nothing), found);
  assert.equal(apt.calls('download linux-source'), 1);
});

test('a signal ends the fetching at once, and no other lists are asked', async (t) => {
  const apt = await fakeApt(t);
  apt.set('hangs', true);
  const nothing = await temporaryFolder(t);
  const ended = new AbortController();
  const fetching = {say: () => {}, tell: () => ended.abort(new Error('ctrl-c')), signal: ended.signal};
  await assert.rejects(distributionSource(apt.cacheFolder, fetching, nothing), /^Error: ctrl-c$/);
  assert.equal(apt.calls('update'), 0);
});

test('a signal while apt is asked is not taken for a machine without lists', async (t) => {
  const apt = await fakeApt(t);
  const nothing = await temporaryFolder(t);
  const said: string[] = [];
  const fetching = {say: (line: string) => void said.push(line), tell: () => {}, signal: AbortSignal.abort()};
  await assert.rejects(distributionSource(apt.cacheFolder, fetching, nothing), {name: 'AbortError'});
  assert.deepEqual([said, apt.calls('update')], [[], 0]);
});

test('without a network that is told, with what would help', async (t) => {
  const apt = await fakeApt(t);
  apt.set('offline', true);
  const nothing = await temporaryFolder(t);
  await assert.rejects(
    distributionSource(apt.cacheFolder, {say: () => {}, tell: () => {}}, nothing),
    /Failed to fetch http:\/\/archive.*Is there a network/,
  );
});
