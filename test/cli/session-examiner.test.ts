// Whether a session has a kernel that notices: from what is built, and no session fails for want of it.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {TaskFiles} from '../../src/cli/read-task.ts';
import {openSessionExaminer, sanitizerOf} from '../../src/cli/session-examiner.ts';
import type {StartFile} from '../../src/cli/start-file.ts';
import {allClosed} from '../../src/cli/trial-machine.ts';
import type {TreeHash} from '../../src/core/ids.ts';
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

test('two examinations of one tree have a folder each, and leave nothing', async (t) => {
  const cacheFolder = await temporaryFolder(t);
  const folder = join(cacheFolder, 'examined');
  const start = {cacheFolder, unsafeHostBuild: false, kernel: {mounts: []}, tools: {}, target: {kind: 'qemu'}};
  const task = {requirement: {module: 'ring'}} as TaskFiles;
  const examined = (laid: (to: string) => void, taskNow: () => Promise<TaskFiles>): Promise<unknown> => {
    const layOut = async (_tree: TreeHash, to: string) => {
      await mkdir(to, {recursive: true});
      laid(to);
    };
    const examine = openSessionExaminer({start: start as unknown as StartFile, folder, layOut, taskNow});
    const tree = '5'.repeat(40) as TreeHash;
    return examine({tree, acceptance: 'load', checks: ['load']}, () => {}, new AbortController().signal);
  };
  const laid = Promise.withResolvers<string>();
  const known = Promise.withResolvers<TaskFiles>();
  const slow = examined(laid.resolve, () => known.promise);
  await laid.promise;
  await examined(
    () => {},
    async () => task,
  );
  assert.ok(existsSync(await laid.promise));
  known.resolve(task);
  await slow;
  assert.deepEqual(await readdir(folder), []);
});

test('what can not be closed keeps nothing else open', async () => {
  const closed: string[] = [];
  const end = (name: string) => async () => void closed.push(name);
  const fails = () => Promise.reject(new Error('the target does not end'));
  await assert.rejects(allClosed([fails, end('capture'), end('races')]), /does not end/);
  assert.deepEqual(closed, ['capture', 'races']);
});
