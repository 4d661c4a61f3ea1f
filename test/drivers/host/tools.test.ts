import assert from 'node:assert/strict';
import {chmod, mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {findTool, searchPath} from '../../../src/drivers/host/find-tool.ts';
import {
  boardTools,
  findTools,
  type HostTool,
  hostTools,
  isStatic,
  packagesOf,
} from '../../../src/drivers/host/tools.ts';
import {temporaryFolder} from '../../temporary.ts';

test('a program is found in PATH when it can be run', async (t) => {
  const folder = await temporaryFolder(t);
  const [program, text] = [join(folder, 'a-tool-of-ours'), join(folder, 'a-text-of-ours')];
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
  await writeFile(text, 'no program\n');
  await mkdir(join(folder, 'a-folder-of-ours'));
  assert.equal(findTool('a-tool-of-ours', `/nonexistent:${folder}`), program);
  assert.equal(findTool('a-text-of-ours', folder), null);
  assert.equal(findTool('a-folder-of-ours', folder), null);
  assert.equal(findTool(program, ''), program);
  assert.equal(findTool(text, ''), null);
});

test('the folders of the superuser are searched too, and relative ones never', () => {
  const folders = searchPath('bin::/opt/x:./y');
  assert.equal(folders[0], '/opt/x');
  assert.ok(folders.includes('/usr/sbin') && folders.includes('/sbin'));
  assert.ok(!folders.includes('bin') && !folders.includes('') && !folders.includes('./y'));
});

test('missing tools are told with their packages, those of the tests only for tests', () => {
  const tools: readonly HostTool[] = [
    {name: 'sh', package: 'dash', why: 'is there'},
    {name: 'not-a-tool-1', package: 'one', why: 'is not'},
    {name: 'not-a-tool-2', package: 'one', why: 'is not', onlyTests: true},
    {name: 'not-a-tool-3', package: 'another', why: 'is not', find: () => null},
  ];
  const {found, missing} = findTools(false, tools);
  assert.deepEqual(Object.keys(found), ['sh']);
  assert.deepEqual(
    missing.map(({name}) => name),
    ['not-a-tool-1', 'not-a-tool-3'],
  );
  assert.deepEqual(packagesOf(findTools(true, tools).missing), ['another', 'one']);
});

test('each tool that a run starts is in the table', () => {
  const packages = hostTools.map((tool) => tool.package);
  for (const name of [
    'qemu-system-x86',
    'busybox-static',
    'kmod',
    'cpio',
    'bubblewrap',
    'make',
    'gcc',
    'sparse',
    'socat',
  ]) {
    assert.ok(packages.includes(name), name);
  }
});

test('a script and a dynamic program are not static', async (t) => {
  const folder = await temporaryFolder(t);
  const script = join(folder, 'script');
  await writeFile(script, '#!/bin/sh\n');
  await symlink('/bin/sh', join(folder, 'dynamic'));
  assert.equal(isStatic(script), false);
  assert.equal(isStatic(join(folder, 'dynamic')), false);
  const elf = Buffer.alloc(64);
  elf.write('\x7fELF', 'latin1');
  elf[4] = 2;
  await writeFile(join(folder, 'static'), elf);
  assert.equal(isStatic(join(folder, 'static')), true);
});

test('a board needs no emulator, nor what one boots, and still all that modules are built with', () => {
  const names = boardTools.map(({name}) => name);
  for (const name of ['qemu-system-x86_64', 'busybox', 'cpio', 'depmod']) assert.ok(!names.includes(name), name);
  for (const name of ['bwrap', 'make', 'gcc']) assert.ok(names.includes(name), name);
});
