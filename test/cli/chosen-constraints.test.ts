import assert from 'node:assert/strict';
import {mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {chosenConstraints} from '../../src/cli/chosen-constraints.ts';
import {temporaryFolder} from '../temporary.ts';

test('a file of constraints may lie anywhere but where agents write', async (t) => {
  const folder = await temporaryFolder(t);
  const workspace = join(folder, 'work');
  await mkdir(workspace);
  await symlink(workspace, join(folder, 'way'));
  assert.equal(await chosenConstraints(undefined, workspace), undefined);
  assert.equal(await chosenConstraints(join(folder, 'mine.md'), workspace), join(folder, 'mine.md'));
  assert.equal(await chosenConstraints(join(folder, 'work.md'), workspace), join(folder, 'work.md'));
  for (const path of ['work/mine.md', 'way/mine.md', 'work/deep/down/mine.md', 'work/../way/x.md']) {
    await assert.rejects(chosenConstraints(join(folder, path), workspace), /lies in the workspace/, path);
  }
});
