import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {checkStaticChecks} from '../../src/cli/doctor-checks.ts';
import {temporaryFolder} from '../temporary.ts';

const kernel = {release: '6.1.0-50-amd64', mounts: []};

test('which checks there are, and the line that brings the others', async (t) => {
  const folder = await temporaryFolder(t);
  const find = (name: string) => (name === 'sparse' ? '/usr/bin/sparse' : null);
  assert.deepEqual(await checkStaticChecks(kernel, folder, {find, isRoot: true, archives: [folder]}), {
    ...{name: 'static checks', state: 'warn'},
    found: 'compiler, analyzer, sparse; without coccinelle, checkpatch',
    mend: 'optional: apt-get update && apt-get install --no-install-recommends coccinelle linux-source-6.1',
  });
});

test('with all of them there is nothing to mend, and smatch is named where somebody built it', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'linux-source-6.1.tar.xz'), '');
  const find = (name: string) => `/usr/bin/${name}`;
  assert.deepEqual(await checkStaticChecks(kernel, folder, {find, isRoot: true, archives: [folder]}), {
    ...{name: 'static checks', state: 'ok'},
    found: 'compiler, analyzer, sparse, coccinelle, checkpatch, smatch',
  });
});
