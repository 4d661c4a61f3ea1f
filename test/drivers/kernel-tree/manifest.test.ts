import assert from 'node:assert/strict';
import {appendFile, mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {parseManifest, readManifest, writeManifest} from '../../../src/drivers/kernel-tree/manifest.ts';
import {temporaryFolder} from '../../temporary.ts';

const facts = {
  release: '6.1.0-1-amd64',
  packages: ['linux-image.deb'],
  image: 'vmlinux',
  modulesFolder: 'lib/modules/6.1.0-1-amd64',
  headersFolder: 'usr/src/linux-headers-6.1.0-1-amd64',
  sources: {'linux-kbuild-6.1': 'usr/lib/linux-kbuild-6.1'},
};

async function tree(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'lib/modules/6.1.0-1-amd64/kernel'), {recursive: true});
  await writeFile(join(folder, 'vmlinux'), 'kernel');
  await writeFile(join(folder, 'lib/modules/6.1.0-1-amd64/kernel/a.ko'), 'module');
  await writeManifest(folder, facts);
  return folder;
}

async function checkBroken(folder: string, expected: RegExp): Promise<void> {
  const manifest = await readManifest(folder);
  assert.match('broken' in manifest ? manifest.broken : 'whole', expected);
}

test('a tree that is as it was written is whole', async (t) => {
  const manifest = await readManifest(await tree(t));
  assert.deepEqual(manifest, {
    version: 1,
    ...facts,
    files: {vmlinux: 6, 'lib/modules/6.1.0-1-amd64/kernel/a.ko': 6},
  });
});

test('a tree without its list was never finished', async (t) => {
  const folder = await tree(t);
  await rm(join(folder, 'tree.json'));
  await checkBroken(folder, /never finished/);
});

test('a missing file, a longer one and a list that is cut are told', async (t) => {
  const folder = await tree(t);
  await appendFile(join(folder, 'vmlinux'), 'x');
  await checkBroken(folder, /^vmlinux has 7 bytes, not 6$/);
  await rm(join(folder, 'vmlinux'));
  await checkBroken(folder, /^vmlinux is missing$/);
  await writeFile(join(folder, 'tree.json'), '{"version":1,');
  await checkBroken(folder, /damaged/);
});

test('what is not a list of this version is none', () => {
  for (const text of ['', 'null', '[]', '{}', '{"version":2}', '{"version":1,"release":"x","files":{}}']) {
    assert.equal(parseManifest(text), null, text);
  }
});
