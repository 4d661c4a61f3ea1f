// What a tree changes, asked of a real repository: lines that are new, places where lines went away, work since before a commit.
import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'node:test';
import {touchedLines} from '../../../src/drivers/workspace/reviewed.ts';
import {openWorkspace} from '../../../src/drivers/workspace/workspace.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

test('a tree is described against the newest commit, or from before one', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'reviewed-'));
  const workspace = await openWorkspace(folder, process.env);
  t.after(async () => {
    await workspace.close();
    await rm(folder, {recursive: true, force: true});
  });
  await workspace.write('a.c', lines('one', 'two', 'three'));
  await workspace.write('b.c', 'no end');
  const first = (await workspace.snapshot()).tree;
  assert.deepEqual(await workspace.change(first), [
    {path: 'a.c', lines: 3, touched: [{from: 1, to: 3}]},
    {path: 'b.c', lines: 1, touched: [{from: 1, to: 1}]},
  ]);
  const one = String(await workspace.commit(first, 'first'));
  await workspace.replace('a.c', 'two\n', 'zwei\ndrei\n');
  const second = (await workspace.snapshot()).tree;
  assert.deepEqual(await workspace.change(second), [
    {path: 'a.c', lines: 4, touched: [{from: 2, to: 3}]},
    {path: 'b.c', lines: 1, touched: []},
  ]);
  const shown = await workspace.difference(second, undefined, 'a.c');
  assert.match(shown.output, /-two\n\+zwei\n\+drei/);
  assert.equal((await workspace.difference(second, undefined, 'b.c')).output, 'b.c is not changed');
  for (const path of ['../x', '/etc/passwd', ':(foo)x', 'a\0b', '.git/config']) {
    assert.match((await workspace.difference(second, undefined, path)).output, /is no path here/);
  }
  const two = String(await workspace.commit(second, 'second'));
  assert.deepEqual(
    (await workspace.change(second)).flatMap(({touched}) => touched),
    [],
    'all of it is committed',
  );
  assert.deepEqual((await workspace.change(second, two))[0]?.touched, [{from: 2, to: 3}]);
  assert.deepEqual(
    (await workspace.change(second, one))[0]?.touched,
    [{from: 1, to: 4}],
    'before the first there was nothing',
  );
});

test('where lines only went away, the one before them is touched', () => {
  assert.deepEqual(touchedLines('@@ -3,2 +2,0 @@\n-a\n-b\n@@ -9 +7,2 @@\n-c\n+d\n+e\n'), [
    {from: 2, to: 2},
    {from: 7, to: 8},
  ]);
});
