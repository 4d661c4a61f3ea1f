// A module without a fault, on the sanitizer kernel of the cache: whatever is tried on it, nothing is said of it.
import test from 'node:test';
import {assertLeftAlone, examined} from '../examined.ts';

test('a module without a fault is left alone by what uses it', async (t) => {
  const checks = ['load', 'accept', 'leaks', 'parallel', 'reload'] as const;
  assertLeftAlone(await examined(t, 'framer', 'clean', checks), checks);
});
