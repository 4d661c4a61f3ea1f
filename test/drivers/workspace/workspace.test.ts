import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdir, readdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {type OpenWorkspace, openWorkspace} from '../../../src/drivers/workspace/workspace.ts';
import {temporaryFolder} from '../../temporary.ts';

const environment = {PATH: process.env['PATH'], HOME: '/nonexistent'};

async function opened(t: TestContext): Promise<{readonly folder: string; readonly workspace: OpenWorkspace}> {
  const folder = join(await temporaryFolder(t), 'work');
  const workspace = await openWorkspace(folder, environment);
  t.after(() => workspace.close());
  return {folder, workspace};
}

const git = (folder: string, ...words: string[]): string => execFileSync('git', words, {cwd: folder, encoding: 'utf8'});

test('what is written is read, listed and taken as a tree', async (t) => {
  const {workspace} = await opened(t);
  assert.deepEqual(await workspace.write('ringlog.c', 'int x;\n'), {
    ok: true,
    output: 'wrote ringlog.c, 7 bytes',
    diff: 'ringlog.c +1 -0\n@@ line 1\n+int x;',
  });
  await workspace.write('include/a.h', '');
  assert.deepEqual(await workspace.read('ringlog.c'), {ok: true, output: 'int x;\n'});
  const {files, tree} = await workspace.snapshot();
  assert.deepEqual(files, [
    {path: 'include/a.h', bytes: 0},
    {path: 'ringlog.c', bytes: 7},
  ]);
  assert.equal((await workspace.snapshot()).tree, tree);
  await workspace.write('ringlog.c', 'int y;\n');
  assert.notEqual((await workspace.snapshot()).tree, tree);
  assert.deepEqual(await workspace.read('ringlog.c', tree), {ok: true, output: 'int x;\n'});
});

test('a path leads nowhere but into the folder', async (t) => {
  const {workspace} = await opened(t);
  for (const path of [
    '/etc/passwd',
    '../x',
    'a/../../x',
    '.git/config',
    '.hidden',
    'a//b',
    '',
    'a\0b',
    '-x',
    'a/.git/x',
  ]) {
    assert.equal((await workspace.write(path, 'x')).ok, false, `write ${JSON.stringify(path)}`);
    assert.equal((await workspace.read(path)).ok, false, `read ${JSON.stringify(path)}`);
  }
});

test('a link is neither followed nor written over', async (t) => {
  const {folder, workspace} = await opened(t);
  const outside = join(folder, '..', 'secret');
  await mkdir(outside);
  await writeFile(join(outside, 'key'), 'secret');
  await symlink(outside, join(folder, 'way'));
  await symlink(join(outside, 'key'), join(folder, 'key'));
  for (const path of ['way/key', 'key', 'way/new', 'way/deep/new']) {
    assert.equal((await workspace.read(path)).ok, false, `read ${path}`);
    assert.equal((await workspace.write(path, 'x')).ok, false, `write ${path}`);
  }
  assert.equal(await readFile(join(outside, 'key'), 'utf8'), 'secret');
  assert.deepEqual(await readdir(outside), ['key']);
});

test('a replacement needs its text exactly once', async (t) => {
  const {workspace} = await opened(t);
  await workspace.write('a.c', 'one\ntwo\ntwo\n');
  assert.match((await workspace.replace('a.c', 'two', 'x')).output, /occurs 2 times/);
  assert.match((await workspace.replace('a.c', 'three', 'x')).output, /occurs 0 times/);
  const replaced = await workspace.replace('a.c', 'one\ntwo', "$& $'");
  assert.deepEqual([replaced.ok, replaced.output], [true, 'replaced at line 1 of a.c']);
  assert.equal((await workspace.read('a.c')).output, "$& $'\ntwo\n");
});

test('a commit holds the tree and the words; asked for again it is the same one', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'a\n');
  const {tree} = await workspace.snapshot();
  const commit = await workspace.commit(tree, 'a: first\n\nwhy\n');
  assert.equal(await workspace.commit(tree, 'a: first\n\nwhy\n'), commit);
  await workspace.write('a.c', 'b\n');
  const second = await workspace.commit((await workspace.snapshot()).tree, 'a: second\n');
  assert.equal(git(folder, 'rev-parse', 'HEAD^').trim(), commit);
  assert.equal(git(folder, 'log', '-1', '--format=%H %an %s').trim(), `${second} Quarterdeck a: second`);
  assert.equal(git(folder, 'status', '--porcelain'), '');
  assert.equal(await workspace.commit(tree, 'a: first\n\nwhy\n'), commit, 'also below what came on top of it');
  assert.equal(git(folder, 'rev-parse', 'HEAD').trim(), second);
});

test("no hook of the folder's own is run", async (t) => {
  const {folder, workspace} = await opened(t);
  const hook = join(folder, '.git/hooks/reference-transaction');
  await mkdir(join(folder, '.git/hooks'), {recursive: true});
  await writeFile(hook, `#!/bin/sh\ntouch ${folder}/../ran\n`, {mode: 0o755});
  await workspace.write('a.c', 'a\n');
  await workspace.commit((await workspace.snapshot()).tree, 'a: first\n');
  assert.equal((await readdir(join(folder, '..'))).includes('ran'), false);
});

test('a tree is laid out as it was', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('Kbuild', 'obj-m := a.o\n');
  await workspace.write('sub/a.c', 'a\n');
  const {tree} = await workspace.snapshot();
  await workspace.write('sub/a.c', 'b\n');
  const to = join(folder, '..', 'laid-out');
  await workspace.layOut(tree, to);
  assert.deepEqual((await readdir(to)).sort(), ['Kbuild', 'sub']);
  assert.equal(await readFile(join(to, 'sub/a.c'), 'utf8'), 'a\n');
});

test('a tracked file stays, also where .gitignore names it', async (t) => {
  const {folder, workspace} = await opened(t);
  await writeFile(join(folder, 'keep.h'), '');
  await writeFile(join(folder, '.gitignore'), '*.h\n');
  git(folder, 'add', '--force', 'keep.h', '.gitignore');
  git(folder, '-c', 'user.name=P', '-c', 'user.email=p@localhost', 'commit', '--quiet', '-m', 'mine');
  await workspace.write('a.c', 'a\n');
  await workspace.commit((await workspace.snapshot()).tree, 'a: first\n');
  assert.equal(git(folder, 'ls-tree', '-r', '--name-only', 'HEAD'), '.gitignore\na.c\nkeep.h\n');
});

test('two sessions never write in one folder', async (t) => {
  const {folder, workspace} = await opened(t);
  await assert.rejects(openWorkspace(folder, environment), /another session is at work in .*--workspace/);
  await workspace.close();
  await (await openWorkspace(folder, environment)).close();
});

test('what the person has staged stays staged, and what they ignore stays out', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'a\n');
  await writeFile(join(folder, '.gitignore'), '*.o\n.env\n');
  await writeFile(join(folder, '.env'), 'KEY=secret\n');
  git(folder, 'add', '.gitignore');
  const {tree, files} = await workspace.snapshot();
  assert.deepEqual(
    files.map(({path}) => path),
    ['a.c'],
  );
  await workspace.commit(tree, 'a: first\n');
  assert.match(git(folder, 'ls-files', '--stage'), /\.gitignore/);
});

test('a folder with something else in it is refused by name', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'thesis.tex'), '');
  await assert.rejects(openWorkspace(folder, environment), /not empty \(thesis\.tex\).*--workspace/);
});

test('what is pinned is the newest commit, or what lies there, which is that commit where it is the same', async (t) => {
  const {workspace} = await opened(t);
  await assert.rejects(workspace.pin('folder'), /nothing is written yet/);
  await workspace.write('a.c', 'int a;\n');
  const {tree} = await workspace.snapshot();
  assert.deepEqual([await workspace.pin('commit'), await workspace.pin('folder')], [{tree}, {tree}]);
  const commit = await workspace.commit(tree, 'a');
  assert.deepEqual(await workspace.pin('folder'), {commit, tree});
  await workspace.write('a.c', 'int b;\n');
  const ahead = (await workspace.snapshot()).tree;
  assert.deepEqual([await workspace.pin('commit'), await workspace.pin('folder')], [{commit, tree}, {tree: ahead}]);
});
