import assert from 'node:assert/strict';
import test from 'node:test';
import {cutText} from '../../agents/section.ts';

test('what was cut is told by its number, one as well as many', () => {
  const cuts = [
    {what: 'other tasks', count: 1, tokens: 19},
    {what: 'older results', count: 7, tokens: 34_000},
  ];
  assert.equal(
    cutText('history', cuts),
    '[cut: 1 of the other tasks, 19 tokens; 7 older results, 34 k tokens, of section history]',
  );
});
