// A build of another module than the one that was wanted says which.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {madeInstead} from '../../../src/drivers/build/made-instead.ts';
import {temporaryFolder} from '../../temporary.ts';

async function check(files: readonly string[], expected: string, t: Parameters<typeof temporaryFolder>[0]) {
  const folder = await temporaryFolder(t);
  for (const name of files) await writeFile(join(folder, name), '');
  assert.equal(await madeInstead(folder, 'ring.ko'), expected);
}

test('what the Kbuild file builds is named', async (t) => {
  const has = (names: string): string => `; the Kbuild file builds ${names}, and has no "obj-m := ring.o"`;
  await check(['b.ko', 'a.ko', 'a.o', '.stripped-a.ko'], has('a.ko, b.ko'), t);
  await check(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}.ko`),
    has('a.ko, b.ko, c.ko, d.ko, e.ko and 2 more'),
    t,
  );
});

test('where it builds none, nothing is added', (t) => check(['a.o'], '', t));
