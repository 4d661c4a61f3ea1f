// A module that the sanitizer kernel of the cache reports.
import assert from 'node:assert/strict';
import test from 'node:test';
import {examined} from '../examined.ts';

test('a report of the kernel is a finding with its class, its line and its words', async (t) => {
  const [accept] = await examined(t, 'tagstore', 'planted', ['accept']);
  const [finding] = accept?.findings ?? [];
  assert.equal(finding?.class, 'use after free', JSON.stringify(accept));
  assert.equal(finding?.file, 'tagstore.c');
  assert.match(finding?.evidence ?? '', /BUG: KASAN: use-after-free/);
  assert.equal(finding?.report?.kind, 'kasan');
});
