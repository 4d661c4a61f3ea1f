// A module that forgets what it has when a call fails, on the sanitizer kernel of the cache.
import assert from 'node:assert/strict';
import test from 'node:test';
import {classesOf, examined} from '../examined.ts';

test('what is lost when a call fails is found where it was allocated', async (t) => {
  const [failed] = await examined(t, 'framer', 'planted', ['allocations']);
  assert.equal(failed?.end.kind, 'finished', JSON.stringify(failed?.end));
  assert.deepEqual(classesOf(failed?.findings ?? []), ['leak on an error path']);
  assert.equal(failed?.findings[0]?.file, 'framer.c');
  assert.ok((failed?.findings[0]?.failedAllocation ?? 0) > 1);
});
