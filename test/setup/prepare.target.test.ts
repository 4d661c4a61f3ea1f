import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {ownKernel} from '../../src/drivers/kernel-tree/own-kernel.ts';
import {cacheFolderOf} from '../../src/drivers/session/folders.ts';
import {prepareHost} from '../../src/setup/prepare.ts';

const cacheFolder = cacheFolderOf(process.env);

test('once all is there, preparing says nothing and names what a run needs', async () => {
  await prepareHost({cacheFolder, say: () => {}, tell: () => {}, forTests: true});
  const told: string[] = [];
  const host = await prepareHost({cacheFolder, say: (line) => told.push(line), tell: () => {}, forTests: true});
  assert.ok('kernel' in host, JSON.stringify(host));
  assert.deepEqual(told, []);
  const {kernel, tools} = host;
  const mounts = kernel.mounts.map(({from}) => from);
  const paths = [...Object.values(tools), kernel.image, join(kernel.modulesFolder, 'modules.dep'), ...mounts];
  assert.deepEqual(
    paths.filter((path) => !existsSync(path)),
    [],
  );
});

test('a wrong kernel of the configuration is a fault that names its key', async () => {
  const own = {image: '/nonexistent/vmlinux', modules: '/nonexistent', build: '/nonexistent'};
  const host = await prepareHost({
    cacheFolder,
    say: () => {},
    tell: () => {},
    kernel: () => ownKernel(own, 'targets.qemu.kernel'),
  });
  assert.match('fault' in host ? host.fault : '', /^targets\.qemu\.kernel\.image: \/nonexistent\/vmlinux is not there/);
});
