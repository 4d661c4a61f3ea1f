import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {blobHash} from '../../../src/core/ids.ts';
import {openBlobs} from '../../../src/drivers/session/blobs.ts';
import {temporaryFolder} from '../../temporary.ts';

test('a value comes back under its hash, and the same value has the same one', async (t) => {
  const blobs = openBlobs(join(await temporaryFolder(t), 'blobs'));
  const hash = await blobs.put('ü 漢');
  assert.equal(await blobs.put('ü 漢'), hash);
  assert.equal(await blobs.get(hash), 'ü 漢');
});

test('what is not there, is no hash, or was changed on the disk, is not given', async (t) => {
  const folder = await temporaryFolder(t);
  const blobs = openBlobs(folder);
  const hash = await blobs.put('value');
  assert.equal(await blobs.get(blobHash('0'.repeat(64))), undefined);
  assert.equal(await blobs.get(blobHash('../../etc/passwd')), undefined);
  await writeFile(join(folder, hash), 'other');
  assert.equal(await blobs.get(hash), undefined);
});
