import assert from 'node:assert/strict';
import {existsSync, readFileSync, readlinkSync} from 'node:fs';
import {mkdir, readdir, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {Progress} from '../../../src/core/progress.ts';
import {checkRoom} from '../../../src/drivers/kernel-tree/fetch-kernel.ts';
import {cachedKernel, openKernel} from '../../../src/drivers/kernel-tree/open-kernel.ts';
import {type FakeApt, fakeApt, fakeRelease} from './fake-apt.ts';

interface Opened {
  readonly told: string;
  readonly image: string;
  readonly stages: readonly Progress[];
}

async function open(apt: FakeApt): Promise<Opened> {
  const told: string[] = [];
  const stages: Progress[] = [];
  const kernel = await openKernel({
    cacheFolder: apt.cacheFolder,
    say: (line) => told.push(line),
    tell: (stage) => stages.push(stage),
  });
  return {told: told.join('\n'), image: kernel.image, stages};
}

async function checkFails(apt: FakeApt, expected: RegExp): Promise<void> {
  await assert.rejects(open(apt), expected);
  assert.equal(await cachedKernel(apt.cacheFolder), null);
}

test('a kernel is fetched once, and the next start asks nobody', async (t) => {
  const apt = await fakeApt(t);
  const {told, image} = await open(apt);
  assert.match(told, /fetching the kernel for the target, 6\.1\.0-7-amd64: 4 packages, <1 MB/);
  assert.equal(image, join(apt.cacheFolder, `kernels/${fakeRelease}/boot/vmlinuz-${fakeRelease}`));
  const asked = apt.calls('');
  apt.set('offline', true);
  assert.deepEqual(await open(apt), {told: '', image, stages: []});
  assert.equal(apt.calls(''), asked);
});

test('how far it is: the bytes that apt has fetched, and the bytes that went into the unpacking', async (t) => {
  const {stages} = await open(await fakeApt(t));
  const of = stages[0]?.of ?? 0;
  assert.ok(of > 0);
  const fetching = stages.filter(({what}) => what === 'fetching the kernel');
  assert.deepEqual(
    fetching.map(({done}) => done),
    [0, of / 2],
  );
  const unpacking = stages.filter(({what}) => what === 'unpacking the kernel');
  assert.deepEqual(unpacking.at(-1), {what: 'unpacking the kernel', done: of, of, unit: 'bytes'});
  assert.equal(unpacking.length, 4);
});

test('the tree builds from where it lies: links and the include are turned to neighbours', async (t) => {
  const apt = await fakeApt(t);
  await open(apt);
  const tree = join(apt.cacheFolder, 'kernels', fakeRelease);
  const headers = join(tree, `usr/src/linux-headers-${fakeRelease}`);
  assert.equal(readlinkSync(join(headers, 'scripts')), '../linux-kbuild-6.1/scripts');
  assert.equal(
    readFileSync(join(headers, 'Makefile'), 'utf8'),
    'include $(dir $(lastword $(MAKEFILE_LIST)))../linux-headers-6.1.0-7-common/Makefile\n',
  );
  assert.ok(existsSync(join(tree, `lib/modules/${fakeRelease}/modules.builtin`)));
  const kernel = await cachedKernel(apt.cacheFolder);
  assert.deepEqual(kernel?.mounts.map(({to}) => to).sort(), [
    '/usr/src/linux-headers-6.1.0-7-amd64',
    '/usr/src/linux-headers-6.1.0-7-common',
    '/usr/src/linux-kbuild-6.1',
  ]);
  assert.equal(kernel?.buildFolder, `/usr/src/linux-headers-${fakeRelease}`);
  assert.deepEqual(await readdir(join(apt.cacheFolder, 'kernels')), ['.lock', fakeRelease]);
});

test('without a network it says so, and the next start mends it', async (t) => {
  const apt = await fakeApt(t);
  apt.set('offline', true);
  await checkFails(apt, /could not be set up: apt-get download: Failed to fetch http:\/\/archive\. Is there a network/);
  apt.set('offline', false);
  await open(apt);
});

test('package lists of our own stand in for missing and for old ones, and need no root', async (t) => {
  for (const what of ['unlisted', 'stale'] as const) {
    const apt = await fakeApt(t);
    apt.set(what, true);
    const {told} = await open(apt);
    assert.match(told, /lists.* into the cache folder \(about 10 MB\)/);
    assert.equal(apt.calls(' update'), 1);
    assert.ok(existsSync(join(apt.cacheFolder, 'apt/apt.conf')));
  }
});

test('with neither lists nor a network it says what apt met', async (t) => {
  const apt = await fakeApt(t);
  apt.set('unlisted', true);
  apt.set('offline', true);
  await checkFails(apt, /could not be set up: W: Could not resolve 'archive'\. Is there a network/);
});

test('a download that was cut is not believed, and fetched again the next time', async (t) => {
  const apt = await fakeApt(t);
  apt.set('cut', true);
  await checkFails(apt, /is not what apt's lists say it is/);
  apt.set('cut', false);
  await open(apt);
});

test('a disk that fills up leaves no half tree, and what was fetched is kept', async (t) => {
  const apt = await fakeApt(t);
  apt.set('full', true);
  await checkFails(apt, /No space left on device/);
  assert.equal(existsSync(join(apt.cacheFolder, 'kernels/.unpacking')), false);
  const downloads = apt.calls('download linux-');
  apt.set('full', false);
  const {told} = await open(apt);
  assert.equal(apt.calls('download linux-'), downloads);
  assert.doesNotMatch(told, /fetching/);
});

test('a damaged cache is said, removed and fetched again', async (t) => {
  const apt = await fakeApt(t);
  const {image} = await open(apt);
  await truncate(image, 1);
  const {told} = await open(apt);
  assert.match(told, /the kernel 6\.1\.0-7-amd64 in the cache is damaged \(boot\/vmlinuz-6\.1\.0-7-amd64 has 1 bytes/);
  assert.equal(readFileSync(image, 'utf8'), 'k\n');
});

test('a folder that someone laid there without a list is no kernel', async (t) => {
  const apt = await fakeApt(t);
  const tree = join(apt.cacheFolder, 'kernels', fakeRelease);
  await mkdir(join(tree, 'boot'), {recursive: true});
  await writeFile(join(tree, 'boot', `vmlinuz-${fakeRelease}`), 'half');
  const {told} = await open(apt);
  assert.match(told, /it was never finished/);
});

test('two at once fetch it once', async (t) => {
  const apt = await fakeApt(t);
  const [one, other] = await Promise.all([open(apt), open(apt)]);
  assert.equal(one.image, other.image);
  assert.equal(apt.calls('download linux-'), 1);
  assert.match(`${one.told}${other.told}`, /another quarterdeck is fetching the kernel/);
});

test('too little room is said before anything is fetched', async () => {
  await checkRoom('/', 800e6, async () => 1001e6);
  await assert.rejects(
    checkRoom('/cache', 800e6, async () => 999e6),
    /^Error: the disk of \/cache has 999 MB free and 1000 MB are needed; make room, or set XDG_CACHE_HOME/,
  );
});
