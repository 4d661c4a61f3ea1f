// A commit says what it is, why it is so, and what stands behind it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {commitMessageOf} from '../../src/core/commit-message.ts';
import type {Event} from '../../src/core/events.ts';
import {gateOf} from '../../src/core/gate.ts';
import type {State} from '../../src/core/state.ts';
import {after, found, judged, openGate, stateOf, T1} from './states.ts';

function messageOf(state: State): string {
  const [task] = state.tasks;
  const gate = gateOf(state, T1);
  assert.ok(task && gate.open);
  return commitMessageOf(state, task, gate.evidence);
}

test('the message names the evidence of the gate', () => {
  assert.equal(
    messageOf(stateOf(...openGate)),
    `ringlog: the ring

holds

Approach: a. better

Evidence:
- tree 1111111111111111
- B1: built without warnings for kernel 6.1.0-test
- review: approved under constraint revision 0: read
- R1: loaded, accepted by accept.sh, unloaded, loaded and unloaded
  again, console clean, 0.9 s
`,
  );
});

test('what was mended on the way is told', () => {
  const approved = judged('approve', {resolved: ['F1' as never]});
  assert.match(
    messageOf(after(stateOf(...openGate), found(), approved)),
    /Mended on the way:\n- F1 \(major\) the ring leaks\n/,
  );
});

test('what the person has dismissed is told with the reason', () => {
  const dismissed: Event = {
    ...{type: 'finding.dismissed', finding: 'F1' as never, task: T1, by: 'person'},
    why: 'the core frees it',
  };
  assert.match(
    messageOf(after(stateOf(...openGate), found(), dismissed)),
    /Dismissed by the person:\n- F1 \(major\) the ring leaks: the core frees it\n/,
  );
});
