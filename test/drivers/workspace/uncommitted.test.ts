// A session that begins in a folder with work that is not committed: agents write over it, so it is kept first.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {promisify} from 'node:util';
import {openWorkspace} from '../../../src/drivers/workspace/workspace.ts';
import {temporaryFolder} from '../../temporary.ts';
import {environment} from './opened.ts';

const run = promisify(execFile);

async function git(folder: string, ...words: readonly string[]): Promise<string> {
  const by = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  return (await run('git', [...by, ...words], {cwd: folder})).stdout;
}

async function folderOf(t: Parameters<typeof temporaryFolder>[0]) {
  const top = await temporaryFolder(t);
  const folder = join(top, 'work');
  await mkdir(folder);
  await git(folder, 'init', '--quiet');
  const begin = async (session: string) => {
    const workspace = await openWorkspace(folder, environment, join(top, session));
    t.after(() => workspace.close());
    return workspace;
  };
  return {folder, begin};
}

test('what was changed and what is new is kept, and can be shown after it was written over', async (t) => {
  const {folder, begin} = await folderOf(t);
  await writeFile(join(folder, 'a.c'), 'committed\n');
  await git(folder, 'add', 'a.c');
  await git(folder, 'commit', '--quiet', '-m', 'a');
  await writeFile(join(folder, 'a.c'), 'precious\n');
  await writeFile(join(folder, 'b.c'), 'new\n');
  const {keptBefore = '', write} = await begin('one');
  assert.match(keptBefore, /^refs\/quarterdeck\/before\/[0-9a-f]{12}$/);
  assert.equal((await write('a.c', 'ours\n')).ok, true);
  assert.equal(await git(folder, 'show', `${keptBefore}:a.c`), 'precious\n');
  assert.equal(await git(folder, 'show', `${keptBefore}:b.c`), 'new\n');
  assert.equal((await git(folder, 'log', '--format=%s')).trim(), 'a', 'no branch has it');
});

test('before there is any commit it is kept as well', async (t) => {
  const {folder, begin} = await folderOf(t);
  await writeFile(join(folder, 'a.c'), 'precious\n');
  const {keptBefore} = await begin('one');
  assert.equal(await git(folder, 'show', `${keptBefore}:a.c`), 'precious\n');
});

test('where all is committed, and for a session that goes on, nothing is kept', async (t) => {
  const {folder, begin} = await folderOf(t);
  const first = await begin('one');
  assert.equal(first.keptBefore, undefined);
  await first.write('a.c', 'ours\n');
  await first.close();
  const again = await begin('one');
  assert.equal(again.keptBefore, undefined);
  await again.close();
  assert.match((await begin('two')).keptBefore ?? '', /before/);
  assert.equal((await git(folder, 'for-each-ref', 'refs/quarterdeck')).trim().split('\n').length, 1);
});
