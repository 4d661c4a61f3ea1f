import assert from 'node:assert/strict';
import test from 'node:test';
import {blobHash} from '../../../src/core/ids.ts';
import {initialState} from '../../../src/core/state.ts';
import {acceptanceLines} from '../../../src/view/report/acceptance.ts';

const draft = {markdown: '# tally', script: 'exit 0', programs: [{name: 'probe', source: 'int main;'}]};

test('what a goal was held against stands in the report, and who let it stand', () => {
  const acceptance = {kind: 'approved', blob: blobHash('aa'), by: 'flag', draft} as const;
  const text = acceptanceLines({...initialState, acceptance}).join('\n');
  assert.match(text, /taken unread, as `--approve-acceptance` says \(aa\)/);
  assert.match(text, /task\.md:\n\n```text\n# tally\n```\n\naccept\.sh:\n\n```text\nexit 0\n```\n\nprobe\.c:/);
});

test('one that nobody approved is not called one', () => {
  const acceptance = {kind: 'wanted', approve: 'person', remarks: []} as const;
  assert.match(acceptanceLines({...initialState, acceptance}).join('\n'), /Nothing yet/);
});

test('of a task folder it is not repeated', () =>
  assert.deepEqual(acceptanceLines({...initialState, acceptance: {kind: 'given'}}), []));
