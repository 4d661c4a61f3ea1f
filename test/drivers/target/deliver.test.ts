import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {strippedPathOf} from '../../../src/drivers/build/stripped.ts';
import {deliver} from '../../../src/drivers/target/deliver.ts';
import type {FileToPush, Target, TaskRunRequest} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';

test('the module goes there without its debug data where the build left such a copy, and as it is where not', async (t) => {
  const koPath = join(await temporaryFolder(t), 'ring.ko');
  const pushed: FileToPush[] = [];
  const target = {
    async push(file: FileToPush) {
      pushed.push(file);
      return {pushed: true};
    },
  } as unknown as Target;
  const files = [{path: 'accept.sh', mode: 0o755, bytes: Buffer.from('true')}];
  const request = {module: 'ring', koPath, files} as unknown as TaskRunRequest;
  assert.match((await deliver(target, request)) ?? '', /^the built module can't be read: ENOENT/);
  assert.deepEqual(pushed, []);

  await writeFile(koPath, 'whole');
  assert.equal(await deliver(target, request), null);
  await mkdir(join(strippedPathOf(koPath), '..'));
  await writeFile(strippedPathOf(koPath), 'stripped');
  assert.equal(await deliver(target, request), null);
  assert.deepEqual(
    pushed.map(({path, bytes}) => `${path} ${Buffer.from(bytes)}`),
    ['/task/ring.ko whole', '/task/accept.sh true', '/task/ring.ko stripped', '/task/accept.sh true'],
  );
});

test('what the target does not take is said with its reason', async (t) => {
  const koPath = join(await temporaryFolder(t), 'ring.ko');
  await writeFile(koPath, 'whole');
  const target = {push: async () => ({pushed: false, reason: 'no space left'})} as unknown as Target;
  const request = {module: 'ring', koPath, files: []} as unknown as TaskRunRequest;
  assert.equal(await deliver(target, request), "/task/ring.ko can't be brought to the target: no space left");
});
