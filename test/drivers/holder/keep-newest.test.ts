import assert from 'node:assert/strict';
import {mkdir, readdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {keepNewest} from '../../../src/drivers/holder/keep-newest.ts';
import {temporaryFolder} from '../../temporary.ts';

test('the oldest files go; folders and a folder that is not there are no matter', async (t) => {
  const folder = await temporaryFolder(t);
  const file = async (name: string, seconds: number): Promise<void> => {
    await writeFile(join(folder, name), name);
    await utimes(join(folder, name), seconds, seconds);
  };
  await mkdir(join(folder, 'a-folder'));
  await file('boot-9-dmesg', 10);
  await file('boot-10-dmesg', 10);
  await file('boot-2-dmesg', 30);
  await file('boot-1-dmesg', 40);
  await keepNewest(folder, 3);
  assert.deepEqual((await readdir(folder)).sort(), ['a-folder', 'boot-1-dmesg', 'boot-10-dmesg', 'boot-2-dmesg']);
  await keepNewest(join(folder, 'none'));
});
