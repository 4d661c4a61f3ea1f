import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {completeFolder, expanded} from '../../src/cli/complete-folder.ts';
import {temporaryFolder} from '../temporary.ts';

test('folders that go on from what is typed, tasks among them, as they were begun', async (t) => {
  const home = await temporaryFolder(t);
  for (const name of ['tasks/mychar', 'tasks/mybus', 'tasks/.hidden', 'other'])
    await mkdir(join(home, name), {recursive: true});
  await writeFile(join(home, 'tasks/mychar/task.md'), '');
  await writeFile(join(home, 'tasks/myfile'), '');
  await symlink('/nowhere', join(home, 'tasks/mylink'));
  const check = async (typed: string, expected: readonly string[]): Promise<void> => {
    const found = await completeFolder(typed, {HOME: home});
    assert.deepEqual(
      found.map(({path}) => path),
      expected,
      typed,
    );
  };
  await check(`${home}/ta`, [`${home}/tasks/`]);
  await check(`${home}/tasks/my`, [`${home}/tasks/mybus/`, `${home}/tasks/mychar`]);
  await check('~/tasks/myc', ['~/tasks/mychar']);
  await check('~/tasks/.h', ['~/tasks/.hidden/']);
  await check('~', ['~/other/', '~/tasks/']);
  await check(`${home}/nothing/here`, []);
  assert.deepEqual(await completeFolder('~/tasks/mych', {HOME: home}), [{path: '~/tasks/mychar', isTask: true}]);
});

test('~ is the home folder, and only at the beginning', () => {
  assert.equal(expanded('~/a', {HOME: '/h'}), '/h/a');
  assert.equal(expanded('a~/b', {HOME: '/h'}), 'a~/b');
  assert.equal(expanded('~/a', {}), '~/a');
});
