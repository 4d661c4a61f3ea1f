import assert from 'node:assert/strict';
import test from 'node:test';
import {requireNoAsking} from '../../src/cli/approvals.ts';
import {CommandFault} from '../../src/cli/say.ts';
import {allAsk, allAuto} from '../../src/core/approval.ts';

test('without a screen nothing may wait for a word', () => {
  requireNoAsking(allAuto);
  assert.throws(
    () => requireNoAsking({...allAuto, load: 'ask', commit: 'ask'}),
    (fault) =>
      fault instanceof CommandFault && fault.status === 2 && /waits for a word: load, commit\./.test(fault.message),
  );
  assert.throws(() => requireNoAsking(allAsk), /build, load, reset, commit/);
});
