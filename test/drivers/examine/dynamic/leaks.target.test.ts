// A module that loses memory, on the sanitizer kernel of the cache.
import assert from 'node:assert/strict';
import test from 'node:test';
import {classesOf, examined} from '../examined.ts';

test('what is lost after unloading is found where it was allocated', async (t) => {
  const [leaks] = await examined(t, 'slotmap', 'planted', ['leaks']);
  assert.equal(leaks?.end.kind, 'finished', JSON.stringify(leaks?.end));
  assert.deepEqual(classesOf(leaks?.findings ?? []), ['leak on unload']);
  assert.equal(leaks?.findings[0]?.file, 'slotmap.c');
});
