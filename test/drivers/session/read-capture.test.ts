import assert from 'node:assert/strict';
import {appendFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {openCaptureFile} from '../../../src/drivers/session/read-capture.ts';
import {temporaryFolder} from '../../temporary.ts';

test('a capture that is not there yet is read when it is, and as far as it has grown', async (t) => {
  const path = join(await temporaryFolder(t), 'capture');
  const capture = openCaptureFile(path);
  t.after(() => capture.close());
  assert.deepEqual([capture.bytes, capture.read(0, 5).length], [0, 0]);
  await appendFile(path, 'boot');
  assert.deepEqual([capture.bytes, Buffer.from(capture.read(0, 9)).toString()], [4, 'boot']);
  await appendFile(path, ' two');
  assert.deepEqual([capture.bytes, Buffer.from(capture.read(4, 9)).toString()], [8, ' two']);
});
