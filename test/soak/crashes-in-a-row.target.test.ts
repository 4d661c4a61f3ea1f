// The short form of `npm run soak`: each way to crash once, on one target.
import assert from 'node:assert/strict';
import test from 'node:test';
import {kernelForTests} from '../drivers/target/kernel-for-tests.ts';
import {targetForTests, toolForTests} from '../drivers/target/target-for-tests.ts';
import {temporaryFolder} from '../temporary.ts';
import {crashesInARow, heldNow} from './crashes-in-a-row.ts';
import {falls} from './falter.ts';
import {buildFalter} from './open-soak.ts';

test('panic, oops and hang in a row: back each time, each record harvested, nothing held longer', async (t) => {
  const folder = await temporaryFolder(t);
  const ko = await buildFalter({kernel: await kernelForTests(), bwrap: toolForTests('bwrap'), folder});
  const {target} = await targetForTests(t);
  assert.equal((await target.powerOn()).kind, 'up');
  const before = heldNow();
  const crashes = await crashesInARow({target, ko, count: falls.length});
  const after = heldNow();
  assert.deepEqual(
    crashes.map(({fall, fault}) => [fall, fault]),
    falls.map((fall) => [fall, null]),
  );
  assert.deepEqual(
    [after.fileDescriptors, after.children],
    [before.fileDescriptors, before.children],
    'file descriptors and children',
  );
});
