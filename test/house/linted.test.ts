// What the linter passed is not looked at again, and whatever may change its mind is.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openLinted} from '../linted.mjs';
import {temporaryFolder} from '../temporary.ts';

async function repository(t: TestContext) {
  const folder = await temporaryFolder(t);
  execFileSync('git', ['init', '--quiet', folder]);
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await Promise.all([write('a.ts', '1'), write('b.ts', '2'), write('notes.md', 'x'), write('biome.json', '{}')]);
  const open = () => openLinted(folder, join(folder, '.git/linted.json'));
  /** The files that would be looked at. */
  const unseen = (): readonly string[] =>
    open().commands.flatMap((words) => words.filter((word) => !/^-|^biome$|^check$/.test(word)));
  return {write, open, unseen};
}

test('a file that was passed is looked at again once it has changed', async (t) => {
  const {write, open, unseen} = await repository(t);
  assert.deepEqual(unseen(), ['a.ts', 'b.ts', 'biome.json']);
  open().keep(true);
  assert.deepEqual(open().commands, []);
  await write('b.ts', '3');
  assert.deepEqual(unseen(), ['b.ts']);
});

test('what was not passed is not taken for passed', async (t) => {
  const {open, unseen} = await repository(t);
  open().keep(false);
  assert.deepEqual(unseen(), ['a.ts', 'b.ts', 'biome.json']);
});

test('under other rules all is looked at again', async (t) => {
  const {write, open, unseen} = await repository(t);
  open().keep(true);
  await write('biome.json', '{"linter": {}}');
  assert.deepEqual(unseen(), ['a.ts', 'b.ts', 'biome.json']);
});
