// Each snapshot is of the folder as it is then, in a folder of its own; there is one at a time.
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {openSnapshots} from '../../src/cli/examine-snapshots.ts';
import {temporaryFolder} from '../temporary.ts';

test('a later snapshot has what was saved, lies elsewhere, and is the only one', async (t) => {
  const folder = await temporaryFolder(t);
  const [from, to] = [join(folder, 'module'), join(folder, 'snapshots')];
  await Promise.all([mkdir(from), mkdir(to)]);
  await writeFile(join(from, 'Kbuild'), 'obj-m := ring.o\n');
  await writeFile(join(from, 'ring.c'), 'old');
  const take = openSnapshots(from, to);
  const first = await take();
  await writeFile(join(from, 'ring.c'), 'new');
  const second = await take();
  assert.deepEqual([first.module, second.module], ['ring', 'ring']);
  assert.notEqual(second.sourceFolder, first.sourceFolder);
  assert.equal(await readFile(join(second.sourceFolder, 'ring.c'), 'utf8'), 'new');
  assert.deepEqual(await readdir(to), [second.sourceFolder.slice(to.length + 1)]);
});

test('a folder that builds no module is refused, and taken once it does', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'Kbuild'), '');
  await writeFile(join(folder, 'ring.c'), '');
  const take = openSnapshots(folder, await temporaryFolder(t));
  await assert.rejects(take(), /its Kbuild file names no module/);
  await writeFile(join(folder, 'Kbuild'), 'obj-m := ring.o\n');
  assert.equal((await take()).module, 'ring');
});
