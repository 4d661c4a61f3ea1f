import assert from 'node:assert/strict';
import {mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {openCheckCapture} from '../../src/cli/check-capture.ts';
import {temporaryFolder} from '../temporary.ts';

test('what was forgotten takes no room, and places begin anew', async (t) => {
  const folder = join(await temporaryFolder(t), 'check');
  await mkdir(folder);
  const capture = await openCheckCapture(folder, (what) => assert.fail(what ?? ''));
  capture.write(Buffer.from('the first verdict'));
  await capture.forget();
  assert.equal(capture.position(), 0);
  capture.write(Buffer.from('the next'));
  assert.equal(String(await capture.read(4, capture.position())), 'next');
  assert.equal((await readdir(folder)).length, 1);
  await capture.close();
});
