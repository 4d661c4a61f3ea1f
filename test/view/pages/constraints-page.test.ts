// From the page of constraints: added, edited with their own words, lifted after a question; each key leads back to the page.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../../src/core/events.ts';
import {reduce} from '../../../src/core/reduce.ts';
import type {State} from '../../../src/core/state.ts';
import {standingCounts} from '../../../src/view/constraint-words.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {type Act, initialUi, type Ui} from '../../../src/view/ui.ts';
import {keyOf} from '../key-of.ts';
import {facts} from '../uis.ts';

const items = [{key: 'C1', from: 0, to: 3}];

function press(
  keys: readonly string[],
  state: State = facts().state,
): {readonly ui: Ui; readonly acts: readonly Act[]} {
  const given = facts({state, dialogExtent: {total: 3, height: 20, items}});
  let ui = initialUi;
  const acts: Act[] = [];
  for (const key of keys) {
    const step = stepUi(ui, keyOf(key), given);
    ui = step.ui;
    acts.push(...step.acts);
  }
  return {ui, acts};
}

const believing = (event: Event): State => {
  const {state} = facts();
  return reduce(state, {seq: state.seq + 1, atMs: state.newestAtMs, event});
};

function commands(what: string, keys: readonly string[], command: Extract<Act, {kind: 'command'}>['command']): void {
  test(what, () => {
    const {ui, acts} = press(keys);
    assert.deepEqual(acts, [{kind: 'command', command}]);
    assert.ok(ui.dialog?.kind === 'page' && ui.dialog.page === 'constraints', 'it leads back');
  });
}

commands('one is added for a role', ['C', 'a', 'shiftTab', 'shiftTab', ...'no floats', 'enter'], {
  do: 'addConstraint',
  text: 'no floats',
  strength: 'must',
  scope: {kind: 'role', role: 'planner'},
});
commands('one is said differently, and only preferred', ['C', 'e', 'tab', 'ctrl-u', ...'few globals', 'enter'], {
  do: 'editConstraint',
  constraint: 'C1' as never,
  text: 'few globals',
  strength: 'prefer',
  scope: {kind: 'all'},
});
commands('one is lifted', ['C', 'l', 'y'], {do: 'liftConstraint', constraint: 'C1' as never});

test('the title counts those of each standing, also where none is in force', () => {
  const counted = (...standings: readonly ('inForce' | 'recorded' | 'lifted')[]): string =>
    standingCounts(standings.map((standing) => ({standing})));
  assert.equal(counted(), '0 in force');
  assert.equal(counted('recorded'), '0 in force, 1 recorded only');
  assert.equal(counted('lifted', 'inForce', 'recorded', 'inForce'), '2 in force, 1 recorded only, 1 lifted');
});

test('the scopes go round: all, the four roles, the open tasks', () => {
  const {dialog} = press(['C', 'a', ...Array.from({length: 5}, () => 'shiftTab')]).ui;
  assert.deepEqual(dialog?.kind === 'text' && dialog.purpose, {kind: 'constraint', scope: {kind: 'task', task: 'T1'}});
});

test('what is not lifted after all is still there', () => {
  const {ui, acts} = press(['C', 'l', 'n']);
  assert.deepEqual([acts, ui.dialog?.kind], [[], 'page']);
});

test('one that is lifted can be neither edited nor lifted, and that is said', () => {
  const state = believing({type: 'constraint.lifted', constraint: 'C1' as never});
  for (const key of ['e', 'l']) assert.equal(press(['C', key], state).ui.notice?.text, 'C1 is lifted already.');
});

test('one that stands in the file is changed there', () => {
  const {constraints} = facts().state;
  const state = {
    ...believing({type: 'constraint.fileRead', file: '/s/constraints.md', complaints: []}),
    constraints: constraints.map((one) => ({...one, source: 'file'}) as const),
  };
  for (const key of ['e', 'l'])
    assert.equal(press(['C', key], state).ui.notice?.text, 'C1 stands in /s/constraints.md: change it there.');
});
