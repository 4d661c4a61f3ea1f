// Whether a session has a kernel that notices: from what is built, and no session fails for want of it.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {sanitizerOf} from '../../src/cli/session-examiner.ts';
import type {StartFile} from '../../src/cli/start-file.ts';
import {sanitizerKernel} from '../../src/drivers/kernel-build/built-kernels.ts';
import {lay} from '../drivers/kernel-build/laid-kernel.ts';
import {temporaryFolder} from '../temporary.ts';

const startOf = (cacheFolder: string, kind: 'qemu' | 'board') => ({cacheFolder, target: {kind}}) as StartFile;

test('a session on QEMU has the one that is built, one on a board has none', async (t) => {
  const cacheFolder = await temporaryFolder(t);
  assert.deepEqual(await sanitizerOf(startOf(cacheFolder, 'qemu')), {});
  await lay(cacheFolder, {name: 'noticing', fragments: 'f', builtAtMs: 1});
  assert.deepEqual(await sanitizerOf(startOf(cacheFolder, 'qemu')), {sanitizer: '6.1.0-noticing'});
  assert.deepEqual(await sanitizerOf(startOf(cacheFolder, 'board')), {});
});

test('one that is there and can not be used keeps no session from beginning', async (t) => {
  const cacheFolder = await temporaryFolder(t);
  await lay(cacheFolder, {name: 'noticing', fragments: 'f', builtAtMs: 1});
  await writeFile(join(cacheFolder, 'trees'), 'no folder for its modules');
  await assert.rejects(sanitizerKernel(cacheFolder, 'sanitizer'));
  assert.deepEqual(await sanitizerOf(startOf(cacheFolder, 'qemu')), {});
});
