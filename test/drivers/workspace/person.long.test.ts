// The person edits the same files: what is theirs is seen, told with its difference, and never overwritten.
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test from 'node:test';
import {exchange, restoreTaken} from '../../../src/drivers/workspace/exchange.ts';
import {temporaryFolder} from '../../temporary.ts';
import {opened, patchOf} from './opened.ts';

const replacePatch = patchOf('*** Update File: a.c', '@@', '-int x;', '+int z;');

test("no write of the Executor's goes over what the person has changed, until it has read that", async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  await writeFile(join(folder, 'a.c'), 'int x;\nint theirs;\n');
  const words = 'a.c was changed by the person, read it again';
  assert.deepEqual(await workspace.write('a.c', 'int y;\n'), {ok: false, output: words});
  assert.deepEqual(await workspace.replace('a.c', 'int x;', 'int y;'), {ok: false, output: words});
  assert.deepEqual(await workspace.patch(replacePatch), {ok: false, output: `${words}\nNothing was written.`});
  await workspace.read('a.c', undefined, 'planner');
  assert.equal((await workspace.patch(replacePatch)).ok, false, 'another role has read it');
  assert.equal((await workspace.read('a.c', undefined, 'executor')).output, 'int x;\nint theirs;\n');
  assert.equal((await workspace.patch(replacePatch)).ok, true);
  assert.equal(await readFile(join(folder, 'a.c'), 'utf8'), 'int z;\nint theirs;\n');
});

test('what the person made or removed is theirs as well', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  await rm(join(folder, 'a.c'));
  await writeFile(join(folder, 'b.c'), 'int theirs;\n');
  assert.match((await workspace.write('a.c', 'int y;\n')).output, /^a\.c was removed by the person/);
  assert.match((await workspace.write('b.c', 'int y;\n')).output, /^b\.c was made by the person/);
  assert.equal((await workspace.read('a.c', undefined, 'executor')).ok, false);
  assert.equal((await workspace.write('a.c', 'int y;\n')).ok, true, 'it has seen that it is gone');
});

test('a change by the person is told once, with what it did; our own is none', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  assert.equal(await workspace.personChange('a.c'), null);
  await writeFile(join(folder, 'a.c'), 'int x;\nint theirs;\n');
  const change = {path: 'a.c', change: 'changed', diff: 'a.c +1 -0\n@@ line 1\n int x;\n+int theirs;'};
  assert.equal(await workspace.personsFile(), 'a.c');
  assert.deepEqual(await workspace.personChange('a.c'), change);
  assert.equal(await workspace.personChange('a.c'), null, 'not twice');
  await writeFile(join(folder, 'a.c'), 'int x;\n');
  assert.equal(await workspace.personChange('a.c'), null, 'taken back');
  assert.equal(await workspace.personsFile(), null, 'taken back');
  await rm(join(folder, 'a.c'));
  assert.equal((await workspace.personChange('a.c'))?.change, 'removed');
  await writeFile(join(folder, 'new.h'), '');
  assert.equal((await workspace.personChange('new.h'))?.change, 'added');
});

test("editors' and builds' leavings are no part of the work; a tracked file is, whatever it is called", async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  const leavings = [
    '.a.c.swp',
    '4913',
    'a.c~',
    '#a.c#',
    '.#a.c',
    'a.o',
    'a.mod.c',
    '.a.o.cmd',
    'Module.symvers',
    'a.c.orig',
    'data.bin',
  ];
  for (const name of leavings) {
    await writeFile(join(folder, name), 'x');
    assert.equal(await workspace.personChange(name), null, name);
  }
  const work = ['Kbuild', 'Makefile', 'Kconfig', 'b.h', 'c.S', 'notes.md', 'README', 'sub/d.c'];
  await mkdir(join(folder, 'sub'));
  for (const name of work) {
    await writeFile(join(folder, name), 'x');
    assert.equal((await workspace.personChange(name))?.change, 'added', name);
  }
  const {files} = await workspace.snapshot();
  assert.deepEqual(files.map(({path}) => path).sort(), ['a.c', ...work].sort());
});

test('what the person changed while no core ran is told from what was written here', async (t) => {
  const {folder, workspace, again} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  await workspace.write('b.c', 'int b;\n');
  await writeFile(join(folder, 'b.c'), 'int theirs;\n');
  await writeFile(join(folder, 'new.h'), 'int n;\n');
  const next = await again();
  const changes = await next.changesByPerson();
  assert.deepEqual(
    changes.map(({path, change}) => `${path} ${change}`),
    ['b.c changed', 'new.h added'],
  );
  assert.deepEqual(await next.changesByPerson(), [], 'told once');
  assert.equal((await next.write('a.c', 'int y;\n')).ok, true);
  assert.equal((await next.write('b.c', 'int y;\n')).ok, false);
});

test('a write that the core was killed in is its own, whichever of the two texts lies there', async (t) => {
  const {folder, workspace, again} = await opened(t);
  await workspace.write('a.c', 'old\n');
  const next = join(folder, '..', 'seen', 'next');
  await mkdir(next, {recursive: true});
  await writeFile(join(next, 'a.c'), 'new\n');
  assert.equal(await (await again()).personChange('a.c'), null, 'not yet written');
  await mkdir(next, {recursive: true});
  await writeFile(join(next, 'a.c'), 'new\n');
  await writeFile(join(folder, 'a.c'), 'new\n');
  assert.equal(await (await again()).personChange('a.c'), null, 'written');
});

test('a patch of several files is undone where the person saves one of them meanwhile', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  await workspace.write('b.c', 'int x;\n');
  await writeFile(join(folder, 'b.c'), 'int theirs;\n');
  const both = patchOf(
    '*** Update File: a.c',
    '@@',
    '-int x;',
    '+int z;',
    '*** Update File: b.c',
    '@@',
    '-int x;',
    '+int z;',
  );
  assert.match((await workspace.patch(both)).output, /^b\.c was changed by the person/);
  assert.equal(await readFile(join(folder, 'a.c'), 'utf8'), 'int x;\n');
});

interface Race {
  readonly place: {readonly folder: string; readonly gitFolder: string};
  readonly file: string;
}

async function race(t: Parameters<typeof temporaryFolder>[0]): Promise<Race> {
  const top = await temporaryFolder(t);
  const place = {folder: join(top, 'work'), gitFolder: join(top, 'git')};
  for (const folder of Object.values(place)) await mkdir(folder);
  const file = join(place.folder, 'a.c');
  await writeFile(file, 'known\n');
  return {place, file};
}

test('another text than the one that is expected stays where it is', async (t) => {
  const {place, file} = await race(t);
  await writeFile(file, 'theirs\n');
  assert.equal(await exchange(place, {path: 'a.c', before: 'known\n', after: 'ours\n'}), false);
  assert.equal(await exchange(place, {path: 'a.c', before: null, after: 'ours\n'}), false);
  assert.equal(await exchange(place, {path: 'a.c', before: 'known\n', after: null}), false);
  assert.equal(await readFile(file, 'utf8'), 'theirs\n');
  assert.deepEqual(await readdir(place.gitFolder), []);
});

test("while the person saves without end, every save is there until the next of theirs, and none of ours takes one's place", async (t) => {
  const {place, file} = await race(t);
  let lost = 0;
  for (let round = 0; round < 60; round++) {
    await writeFile(file, 'known\n');
    const theirs = `theirs ${round}\n`;
    const save =
      round % 2 === 0
        ? writeFile(`${file}.save`, theirs).then(() => rename(`${file}.save`, file))
        : writeFile(file, theirs);
    await Promise.all([exchange(place, {path: 'a.c', before: 'known\n', after: 'ours\n'}), save]);
    // Ours may come first and be saved over; theirs may never be.
    if ((await readFile(file, 'utf8')) !== theirs) lost += 1;
  }
  assert.equal(lost, 0);
});

test('what a killed core had taken away is put back, unless something took its place', async (t) => {
  const {place, file} = await race(t);
  const taken = join(place.gitFolder, 'quarterdeck-taken-1');
  await writeFile(`${taken}.path`, 'a.c');
  await rename(file, taken);
  await restoreTaken(place);
  assert.equal(await readFile(file, 'utf8'), 'known\n');
  await writeFile(`${taken}.path`, 'a.c');
  await writeFile(taken, 'older\n');
  await restoreTaken(place);
  assert.equal(await readFile(file, 'utf8'), 'known\n');
  assert.deepEqual(await readdir(place.gitFolder), []);
});

test('a path of any length that is allowed can be written', async (t) => {
  const {place} = await race(t);
  const path = `${'long-folder-name/'.repeat(11)}ring.c`;
  await mkdir(join(place.folder, dirname(path)), {recursive: true});
  assert.equal(await exchange(place, {path, before: null, after: 'a\n'}), true);
  assert.equal(await exchange(place, {path, before: 'a\n', after: 'b\n'}), true);
  assert.equal(await readFile(join(place.folder, path), 'utf8'), 'b\n');
  assert.deepEqual(await readdir(place.gitFolder), []);
});
