// What a goal is held against: proposed, sent back, edited, approved by its hash, and from then on the same for everybody.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {AcceptanceDraft} from '../../src/core/acceptance.ts';
import {deadlinesOf} from '../../src/core/deadlines.ts';
import {dueOf} from '../../src/core/due.ts';
import {endingsOf} from '../../src/core/endings.ts';
import type {Event} from '../../src/core/events.ts';
import {blobHash} from '../../src/core/ids.ts';
import {gives, refuses} from './decisions.ts';
import {A1, after, assigned, call, called, poweredUp, started, stateOf, T1, tape} from './states.ts';

const draft: AcceptanceDraft = {markdown: '# goal', script: '#!/bin/sh', programs: []};
const requirement = {name: 'tally', module: 'tally', minutes: 20, goal: 'a sum', devices: []};
const [first, second] = [blobHash('aa'), blobHash('bb')];
const proposed = (blob = first, by: 'planner' | 'person' = 'planner'): Event => ({
  type: 'acceptance.proposed',
  ...{draft, blob, by, requirement, constraints: ['no globals']},
});

const wanted = stateOf(started({acceptance: 'person', constraints: []}), ...poweredUp);
const waiting = after(wanted, proposed());

test('nothing begins before it is approved but the writing of it', () => {
  assert.deepEqual(dueOf(wanted), {do: 'startAssignment', role: 'planner', purpose: 'accept'});
  assert.equal(dueOf(waiting), null);
});

test('its minutes begin with the approval', () => {
  assert.deepEqual(deadlinesOf(waiting), []);
  const state = after(waiting, {type: 'acceptance.approved', blob: first, by: 'person'});
  assert.equal(deadlinesOf(state)[0]?.atMs, state.newestAtMs + 20 * 60_000);
});

test('the requirement and its constraints are the ones that were approved, under the blob that was read', () => {
  const state = after(waiting, {type: 'acceptance.approved', blob: first, by: 'person'});
  assert.deepEqual(state.requirement, requirement);
  assert.deepEqual(
    state.constraints.map(({text, source, standing}) => [text, source, standing]),
    [['no globals', 'task', 'inForce']],
  );
  assert.deepEqual(state.acceptance, {kind: 'approved', blob: first, by: 'person', draft});
  assert.deepEqual(dueOf(state), {do: 'startAssignment', role: 'scheduler', purpose: 'breakDown'});
});

gives(
  'approved',
  waiting,
  {do: 'approveAcceptance', blob: first},
  {
    type: 'acceptance.approved',
    ...{blob: first, by: 'person'},
  },
);
refuses(
  'what was edited since it was read',
  after(waiting, proposed(second, 'person')),
  {do: 'approveAcceptance', blob: first},
  /not what you have read; read it again/,
);
refuses('an approval of nothing', wanted, {do: 'approveAcceptance', blob: first}, /no acceptance is proposed yet/);
gives(
  'an edit is checked like a proposal',
  waiting,
  {do: 'editAcceptance', draft},
  {type: 'acceptance.drafted', draft},
);
refuses('an empty edit', waiting, {do: 'editAcceptance', draft: {...draft, script: ' '}}, /accept\.sh is empty/);
refuses(
  'an edit without end',
  waiting,
  {do: 'editAcceptance', draft: {...draft, script: 'x'.repeat(64_001)}},
  /more than the 64000/,
);
gives(
  'sent back with words',
  waiting,
  {do: 'returnAcceptance', words: ' bound the wait '},
  {
    type: 'acceptance.returned',
    words: 'bound the wait',
  },
);
refuses('sent back without words', waiting, {do: 'returnAcceptance', words: ' '}, /say what should be different/);

refuses(
  'sent back with more than can be said at once',
  waiting,
  {do: 'returnAcceptance', words: 'x'.repeat(4001)},
  /4001 characters are more than the 4000/,
);

test('what was said of the last one goes to the Planner with it', () => {
  const state = after(waiting, {type: 'acceptance.returned', words: 'bound the wait'});
  assert.ok(state.acceptance.kind === 'wanted');
  assert.deepEqual([state.acceptance.before?.blob, state.acceptance.remarks], [first, ['bound the wait']]);
  assert.deepEqual(dueOf(state), {do: 'startAssignment', role: 'planner', purpose: 'accept'});
});

test('an edit that can not be taken leaves what was proposed', () => {
  const state = after(waiting, {type: 'acceptance.refused', why: 'task.md:1:1'});
  assert.ok(state.acceptance.kind === 'proposed');
  assert.deepEqual([state.acceptance.checked.blob, state.acceptance.refused], [first, 'task.md:1:1']);
});

const edit = {...draft, markdown: '# another goal'};
const checking = after(waiting, {type: 'acceptance.drafted', draft: edit});
for (const command of [
  {do: 'approveAcceptance', blob: first},
  {do: 'returnAcceptance', words: 'bound the wait'},
  {do: 'editAcceptance', draft},
] as const)
  refuses(`${command.do} while an edit is being checked`, checking, command, /your edit of it is being checked/);
test('an edit whose check was cut off by the end of the core is checked once more', () => {
  assert.deepEqual(endingsOf(checking).at(-1), {type: 'acceptance.drafted', draft: edit});
  for (const told of [proposed(second, 'person'), {type: 'acceptance.refused', why: 'task.md:1:1'}] as const) {
    assert.ok(!endingsOf(after(checking, told)).some(({type}) => type === 'acceptance.drafted'));
  }
});

const approved = after(waiting, {type: 'acceptance.approved', blob: first, by: 'person'});
refuses('an edit of what is approved', approved, {do: 'editAcceptance', draft}, /approved, and nothing changes it now/);
refuses(
  'a role that would change what is approved',
  after(approved, assigned('planner', 'accept', A1, null), ...called(['x'])),
  {do: 'proposeAcceptance', call: call(), draft},
  /no role can change it/,
);
refuses(
  'a proposal of a Planner that was set to plan',
  after(wanted, assigned('planner', 'plan', A1, T1), ...called(['x'])),
  {do: 'proposeAcceptance', call: call(), draft},
  /no part of what you were set to do now/,
);
gives(
  'a proposal goes to be checked',
  after(wanted, assigned('planner', 'accept', A1, null), ...called(['x'])),
  {do: 'proposeAcceptance', call: call(), draft},
  {type: 'tool.started'},
  {type: 'acceptance.drafted', call: call()},
);

test('nobody reads it where a flag said so', () => {
  const state = stateOf(started({acceptance: 'flag', attended: false}), ...poweredUp, proposed());
  assert.deepEqual(dueOf(state), {do: 'approveByFlag'});
});
refuses('a flag that was not given', waiting, {do: 'approveByFlag'}, /nothing goes by unread here/);
refuses(
  'sent back to a tape',
  stateOf(started({acceptance: 'person', label: tape}), ...poweredUp, proposed()),
  {do: 'returnAcceptance', words: 'other'},
  /can't write another; edit it/,
);
