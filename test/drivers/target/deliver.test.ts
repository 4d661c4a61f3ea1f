import assert from 'node:assert/strict';
import {chmod, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {deliver} from '../../../src/drivers/target/deliver.ts';
import type {Target, TaskRunRequest} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';

test('strip sees no more of the environment than it needs', async (t) => {
  const folder = await temporaryFolder(t);
  const before = process.env['PATH'] ?? '';
  t.after(() => {
    process.env['PATH'] = before;
    delete process.env['QUARTERDECK_SECRET'];
  });
  await writeFile(join(folder, 'strip'), `#!/bin/sh\nenv > '${folder}/seen'\n`);
  await chmod(join(folder, 'strip'), 0o755);
  process.env['PATH'] = `${folder}:${before}`;
  process.env['QUARTERDECK_SECRET'] = 'key';
  const target = {push: async () => ({pushed: true})} as unknown as Target;
  const request = {module: 'ring', koPath: join(folder, 'ring.ko'), files: []} as unknown as TaskRunRequest;
  await deliver(target, request);
  const names = (await readFile(join(folder, 'seen'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0]);
  assert.deepEqual(
    names.filter((name) => name !== 'PWD' && name !== '_' && name !== 'SHLVL' && name !== 'OLDPWD').sort(),
    ['LC_ALL', 'PATH'],
  );
});
