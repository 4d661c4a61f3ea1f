// The person commits in the same folder between the moment a tree is taken and the moment it is committed.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {type Opened, opened} from './opened.ts';

const person = ['-c', 'user.name=P', '-c', 'user.email=p@localhost'];
const git = (folder: string, ...words: string[]): string =>
  execFileSync('git', [...person, ...words], {cwd: folder, encoding: 'utf8'});

interface Taken extends Opened {
  readonly tree: Parameters<Opened['workspace']['commit']>[0];
}

/** One commit is there, and a tree with the next work is taken. */
async function taken(t: TestContext): Promise<Taken> {
  const place = await opened(t);
  const {workspace} = place;
  await workspace.write('a.c', 'one\n');
  await workspace.commit((await workspace.snapshot()).tree, 'first');
  await workspace.write('a.c', 'two\n');
  return {...place, tree: (await workspace.snapshot()).tree};
}

async function commitsNotes(folder: string): Promise<void> {
  await writeFile(join(folder, 'notes.md'), 'mine\n');
  git(folder, 'add', 'notes.md');
  git(folder, 'commit', '--quiet', '--message', 'theirs', '--only', 'notes.md');
}

const refusal = {
  refused: 'the commit would take back what was committed since the work was taken: notes.md',
  paths: ['notes.md'],
};

test('what they committed is not taken back, and the tree that is taken then has it', async (t) => {
  const {folder, workspace, tree} = await taken(t);
  await commitsNotes(folder);
  const theirs = git(folder, 'rev-parse', 'HEAD');
  assert.deepEqual(await workspace.commit(tree, 'second'), refusal);
  assert.equal(git(folder, 'rev-parse', 'HEAD'), theirs);
  assert.equal(typeof (await workspace.commit((await workspace.snapshot()).tree, 'second')), 'string');
  assert.equal(git(folder, 'ls-tree', '--name-only', 'HEAD'), 'a.c\nnotes.md\n');
});

test('a core that came back still knows on what the tree was taken', async (t) => {
  const {folder, again, tree} = await taken(t);
  await commitsNotes(folder);
  assert.deepEqual(await (await again()).commit(tree, 'second'), refusal);
});

test('where that is not known any more, all that the tree would change is refused', async (t) => {
  const {folder, again, tree} = await taken(t);
  await rm(join(folder, '.git', 'quarterdeck-bases'));
  const made = await (await again()).commit(tree, 'second');
  assert.deepEqual(typeof made === 'string' ? made : made.paths, ['a.c']);
});

test('where they committed the very text of the tree, nothing is taken back', async (t) => {
  const {folder, workspace, tree} = await taken(t);
  git(folder, 'commit', '--quiet', '--all', '--message', 'theirs');
  assert.equal(typeof (await workspace.commit(tree, 'second')), 'string');
});
