// Patches that try to get out of the folder, or to leave half of themselves behind.
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {opened, patchOf} from './opened.ts';

const paths = [
  '/etc/passwd',
  '../x.c',
  'a/../../x.c',
  './a.c',
  '.git/config',
  '.git/hooks/pre-commit',
  'sub/.git/x.c',
  '.gitmodules',
  'a\0.c',
  'a//b.c',
  '~/x.c',
  '-x.c',
  'C:\\x.c',
  'a b.c',
  `${'a/'.repeat(120)}x.c`,
  '',
];

test('a patch leads nowhere but into the folder, by none of its headers', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('here.c', 'int x;\n');
  for (const path of paths) {
    const forms = [
      patchOf(`*** Add File: ${path}`, '+x'),
      patchOf(`*** Delete File: ${path}`),
      patchOf(`*** Update File: ${path}`, '@@', '-a', '+b'),
      patchOf('*** Update File: here.c', `*** Move to: ${path}`),
    ];
    for (const form of forms) assert.equal((await workspace.patch(form)).ok, false, JSON.stringify(form));
  }
  assert.deepEqual(await readdir(join(folder, '..')), ['seen', 'work']);
  assert.equal(await readFile(join(folder, 'here.c'), 'utf8'), 'int x;\n');
});

test('a patch neither follows a link nor replaces one', async (t) => {
  const {folder, workspace} = await opened(t);
  const outside = join(folder, '..', 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'key.c'), 'secret\n');
  await symlink(outside, join(folder, 'way'));
  await symlink(join(outside, 'key.c'), join(folder, 'key.c'));
  for (const path of ['way/key.c', 'key.c']) {
    for (const form of [
      patchOf(`*** Update File: ${path}`, '@@', '-secret', '+mine'),
      patchOf(`*** Delete File: ${path}`),
      patchOf(`*** Add File: ${path}`, '+mine'),
    ]) {
      const answer = await workspace.patch(form);
      assert.equal(answer.ok, false, form);
      assert.doesNotMatch(answer.output, /secret/);
    }
  }
  assert.equal((await workspace.patch(patchOf('*** Add File: way/new.c', '+x'))).ok, false);
  assert.deepEqual(await readdir(outside), ['key.c']);
  assert.equal(await readFile(join(outside, 'key.c'), 'utf8'), 'secret\n');
});

test('a link is in no tree, so that nothing it leads to is compiled or committed', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  await symlink('/etc/passwd', join(folder, 'secret.c'));
  assert.deepEqual(
    (await workspace.snapshot()).files.map(({path}) => path),
    ['a.c'],
  );
});

test('of a patch whose last file does not fit nothing is written', async (t) => {
  const {folder, workspace} = await opened(t);
  await workspace.write('a.c', 'int x;\n');
  const answer = await workspace.patch(
    patchOf('*** Add File: new.h', '+x', '*** Update File: a.c', '@@', '-int y;', '+int z;'),
  );
  assert.match(
    answer.output,
    /^hunk 1 of a\.c .* does not fit: .*\n! 1 in the file {2}"int x;"\n.*\nNothing was written\.$/s,
  );
  assert.deepEqual((await readdir(folder)).sort(), ['.git', 'a.c']);
});

test('files are added, moved, changed and deleted by one patch, and its difference is told', async (t) => {
  const {folder, workspace} = await opened(t);
  for (const name of ['a.c', 'b.c', 'c.c']) await workspace.write(name, `int ${name[0]};\n`);
  const answer = await workspace.patch(
    patchOf(
      ...['*** Add File: sub/n.h', '+int n;', '*** Delete File: c.c'],
      ...['*** Update File: b.c', '*** Move to: m.c', '@@', '-int b;', '+int m;'],
      ...['*** Update File: a.c', '@@', ' int a;', '+int z;'],
    ),
  );
  assert.equal(answer.output, 'added sub/n.h, deleted c.c, added m.c, deleted b.c, changed a.c');
  assert.match(answer.diff ?? '', /a\.c \+1 -0\n@@ line 1\n int a;\n\+int z;$/);
  assert.deepEqual(
    (await workspace.snapshot()).files.map(({path}) => path),
    ['a.c', 'm.c', 'sub/n.h'],
  );
  assert.equal(await readFile(join(folder, 'm.c'), 'utf8'), 'int m;\n');
});

test('no patch makes more files than the folder may hold, or a file that is no part of the work', async (t) => {
  const {folder, workspace} = await opened(t);
  const adding = (from: number) =>
    patchOf(...Array.from({length: 30}, (_, at) => [`*** Add File: f${from + at}.h`, '+x']).flat());
  for (const from of [0, 30]) assert.equal((await workspace.patch(adding(from))).ok, true);
  assert.match((await workspace.patch(adding(60))).output, /holds 60 files already; no more than 64/);
  assert.match(
    (await workspace.patch(patchOf('*** Add File: run.sh', '+x'))).output,
    /run\.sh would be no part of the work/,
  );
  assert.equal((await readdir(folder)).length, 61);
});
