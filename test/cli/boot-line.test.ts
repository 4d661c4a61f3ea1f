import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import test from 'node:test';
import {whileBooting} from '../../src/cli/boot-line.ts';
import type {Progress} from '../../src/core/progress.ts';
import {bootTimesFile} from '../../src/drivers/target/boot-times.ts';
import {temporaryFolder} from '../temporary.ts';

test('a wait is told against the last time, and the line is free however it ends', async (t) => {
  const file = bootTimesFile(await temporaryFolder(t), ['qemu']);
  await mkdir(dirname(file));
  await writeFile(file, '{"boot": 8000}');
  const told: Progress[] = [];
  let closed = 0;
  const line = {tell: (progress: Progress) => void told.push(progress), say: () => {}, close: () => void closed++};
  const what = 'booting qemu';
  assert.equal(await whileBooting({what, file, kind: 'boot'}, async () => 'up', line), 'up');
  await assert.rejects(
    whileBooting({what, file, kind: 'restore'}, () => Promise.reject(new Error('it died')), line),
    /it died/,
  );
  assert.deepEqual(
    told.map(({of, unit}) => [of, unit]),
    [
      [8, 'seconds'],
      [0, 'seconds'],
    ],
  );
  assert.equal(closed, 2);
});
