import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdir, readdir, readFile, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {artefactBytesMax, copyArtefact, copySources} from '../../../src/drivers/build/copy-files.ts';
import {temporaryFolder} from '../../temporary.ts';

interface Folders {
  readonly from: string;
  readonly to: string;
}

async function folders(t: TestContext): Promise<Folders> {
  const folder = await temporaryFolder(t);
  const made = {from: join(folder, 'from'), to: join(folder, 'to')};
  await mkdir(made.from);
  await mkdir(made.to);
  return made;
}

async function refusal({from, to}: Folders): Promise<string> {
  const copied = await copySources(from, to);
  return 'refused' in copied ? copied.refused : 'copied';
}

test('sources go in, and files that make would read stay behind', async (t) => {
  const {from, to} = await folders(t);
  await mkdir(join(from, 'lib'));
  await mkdir(join(from, '.git'));
  const names = [
    'Makefile',
    'a.c',
    'lib/b.h',
    'lib/Kbuild',
    'a.o',
    '.a.o.cmd',
    'accept.sh',
    'a.mod',
    '.git/x.c',
    '-x.c',
  ];
  for (const name of names) await writeFile(join(from, name), name);
  assert.deepEqual(await copySources(from, to), {kbuild: 'Makefile'});
  assert.deepEqual((await readdir(to, {recursive: true})).sort(), ['Kbuild', 'a.c', 'lib', 'lib/b.h']);
});

test('Kbuild goes before Makefile, as for make', async (t) => {
  const {from, to} = await folders(t);
  await writeFile(join(from, 'Kbuild'), 'obj-m := a.o\n');
  await writeFile(join(from, 'Makefile'), '$(shell id)\n');
  assert.deepEqual(await copySources(from, to), {kbuild: 'obj-m := a.o\n'});
  assert.deepEqual(await readdir(to), ['Kbuild']);
});

test('a folder without a Kbuild file is refused in words', async (t) => {
  assert.match(await refusal(await folders(t)), /^there is no Kbuild file: .*obj-m := NAME\.o/);
});

test('links, pipes and too much are refused with their names', async (t) => {
  const made = await folders(t);
  await symlink('/etc/hostname', join(made.from, 'Kbuild'));
  assert.equal(await refusal(made), 'Kbuild is a link, and links are not followed');
  const second = await folders(t);
  await writeFile(join(second.from, 'Kbuild'), '');
  await symlink('/etc/shadow', join(second.from, 'a.c'));
  assert.equal(await refusal(second), 'a.c is a link, and links are not followed');
  const third = await folders(t);
  await writeFile(join(third.from, 'Kbuild'), '');
  execFileSync('mkfifo', [join(third.from, 'a.c')]);
  assert.equal(await refusal(third), 'a.c is not a regular file');
  const fourth = await folders(t);
  await writeFile(join(fourth.from, 'Kbuild'), '');
  await writeFile(join(fourth.from, 'a.c'), '');
  await truncate(join(fourth.from, 'a.c'), 17 << 20);
  assert.match(await refusal(fourth), /^a\.c is too large/);
});

test('an artefact comes out as a regular file', async (t) => {
  const {from, to} = await folders(t);
  await writeFile(join(from, 'a.ko'), 'module');
  assert.deepEqual(await copyArtefact(from, 'a.ko', join(to, 'out/a.ko')), {bytes: Buffer.from('module')});
  assert.equal(await readFile(join(to, 'out/a.ko'), 'utf8'), 'module');
  assert.deepEqual(await readdir(join(to, 'out')), ['a.ko']);
});

test('an artefact that is a link, missing or huge is not taken', async (t) => {
  const {from, to} = await folders(t);
  const check = async (expected: RegExp): Promise<void> => {
    const taken = await copyArtefact(from, 'a.ko', join(to, 'a.ko'));
    assert.match('refused' in taken ? taken.refused : 'taken', expected);
    assert.deepEqual(await readdir(to), []);
  };
  await check(/^a\.ko is not there$/);
  await symlink('/etc/hostname', join(from, 'a.ko'));
  await check(/^a\.ko is a link/);
  const huge = await folders(t);
  await writeFile(join(huge.from, 'a.ko'), '');
  await truncate(join(huge.from, 'a.ko'), artefactBytesMax + 1);
  const taken = await copyArtefact(huge.from, 'a.ko', join(huge.to, 'a.ko'));
  assert.match('refused' in taken ? taken.refused : 'taken', /too large/);
});
