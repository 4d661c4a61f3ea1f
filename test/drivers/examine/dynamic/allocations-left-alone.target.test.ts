// A module without a fault whose calls are let fail one after another, on the sanitizer kernel of the cache.
import test from 'node:test';
import {assertLeftAlone, examined} from '../examined.ts';

test('a module that gives back what it has when a call fails is left alone', async (t) => {
  const checks = ['allocations'] as const;
  assertLeftAlone(await examined(t, 'sesspool', 'clean', checks), checks);
});
