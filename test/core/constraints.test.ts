// Constraints that are edited and lifted, from the deck and by the person's file; what that does to the revision; and who is told.
import assert from 'node:assert/strict';
import test from 'node:test';
import {constraintChanges} from '../../src/core/constraint-changes.ts';
import type {Complaint, ConstraintWords, TakeConstraintsFile} from '../../src/core/constraint-events.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {gateOf} from '../../src/core/gate.ts';
import {openMax} from '../../src/core/limits.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {after, constraintAdded, created, openGate, poweredUp, started, stateOf, T1, T2, tape} from './states.ts';

const C1 = 'C1' as never;
const all = {kind: 'all'} as const;
const say = (text: string, change: Partial<ConstraintWords> = {}): ConstraintWords => ({
  text,
  strength: 'must',
  scope: all,
  ...change,
});
const running = stateOf(started(), ...poweredUp, created());
const bound = after(running, constraintAdded());
const lifted = after(bound, {type: 'constraint.lifted', constraint: C1});

gives(
  'a constraint is said differently, and the Scheduler told',
  bound,
  {
    do: 'editConstraint',
    constraint: C1,
    ...say(' few globals ', {strength: 'prefer', scope: {kind: 'task', task: T1}}),
  },
  {type: 'constraint.edited', constraint: C1, text: 'few globals', strength: 'prefer'},
  {type: 'message.queued', to: 'scheduler', about: 'constraint', text: 'C1 was edited: few globals'},
);
refuses('editing what is not there', running, {do: 'editConstraint', constraint: C1, ...say('x')}, /no constraint C1/);
refuses('editing what is lifted', lifted, {do: 'editConstraint', constraint: C1, ...say('x')}, /C1 is lifted already/);
refuses('an edit without words', bound, {do: 'editConstraint', constraint: C1, ...say(' ')}, /needs words/);
refuses(
  'an edit that changes nothing',
  bound,
  {do: 'editConstraint', constraint: C1, ...say('no globals')},
  /says that already/,
);
refuses(
  'an edit to a task that is not there',
  bound,
  {do: 'editConstraint', constraint: C1, ...say('x', {scope: {kind: 'task', task: T2}})},
  /there is no task T2/,
);

test('an edit is a new revision, of the set and of the constraint; on a tape it is none', () => {
  const edited = {type: 'constraint.edited', constraint: C1, ...say('few globals')} as const;
  const now = after(bound, edited);
  assert.deepEqual(
    [now.constraintRevision, now.constraints[0]?.revision, now.constraints[0]?.text],
    [2, 2, 'few globals'],
  );
  const recorded = after(running, constraintAdded(1, {standing: 'recorded'}), edited);
  assert.deepEqual([recorded.constraintRevision, recorded.constraints[0]?.text], [0, 'few globals']);
});

test('an approval that was given before an edit counts no more', () => {
  const open = after(stateOf(started(), ...poweredUp, ...openGate), constraintAdded());
  const gate = gateOf(after(open, {type: 'constraint.edited', constraint: C1, ...say('few globals')}), T1);
  assert.ok(!gate.open && gate.missing.some((words) => /under constraint revision 0, now it is 2/.test(words)));
});

const file = '/s/constraints.md';
const take = (constraints: readonly ConstraintWords[], complaints: readonly Complaint[] = []): TakeConstraintsFile => ({
  do: 'takeConstraintsFile',
  file,
  constraints,
  complaints,
});

/** The state after the file was saved in each of these forms, one after the other. */
function saved(from: State, ...forms: readonly TakeConstraintsFile[]): State {
  return forms.reduce((state, form) => {
    const decision = decide(state, form);
    assert.ok(!isRefusal(decision));
    return after(state, ...decision);
  }, from);
}

const lines = ({constraints}: State): readonly string[] =>
  constraints.map(({id, text, strength, source, standing}) => `${id} ${strength} ${source} ${standing}: ${text}`);

test('lines of the file are added, edited where they are said differently, and lifted where they are gone', () => {
  const first = saved(running, take([say('no globals at all'), say('one lock')]));
  assert.deepEqual(lines(first), ['C1 must file inForce: no globals at all', 'C2 must file inForce: one lock']);
  assert.deepEqual(lines(saved(first, take([say('one lock', {strength: 'prefer'}), say('no globals')]))), [
    'C1 must file inForce: no globals',
    'C2 prefer file inForce: one lock',
  ]);
  assert.deepEqual(lines(saved(first, take([say('one lock')]))), [
    'C1 must file lifted: no globals at all',
    'C2 must file inForce: one lock',
  ]);
});

test('a file that is saved as it was changes nothing, and tells nobody', () => {
  const first = saved(running, take([say('one lock')]));
  const decision = decide(first, take([say('one lock')]));
  assert.deepEqual(decision, []);
});

test('all of a save is one message to the Scheduler', () => {
  const {messages} = saved(running, take([say('one lock'), say('no globals')]));
  assert.deepEqual(
    messages.map(({text}) => text),
    [`the person saved ${file}:\nC1: one lock\nC2: no globals`],
  );
});

test('while a line is not understood, what is missing is not lifted', () => {
  const first = saved(running, take([say('one lock'), say('no globals')]));
  const complaint = {line: 2, why: 'no scope'};
  const now = saved(first, take([say('one lock')], [complaint]));
  assert.deepEqual(lines(now), lines(first));
  assert.deepEqual(now.constraintsFile, {path: file, complaints: [complaint]});
  assert.equal(saved(now, take([say('one lock')])).constraints[1]?.standing, 'lifted');
});

test("the deck's own constraints and the file's do not touch each other", () => {
  const both = saved(bound, take([say('one lock')]));
  assert.deepEqual(lines(saved(both, take([]))), [
    'C1 must person inForce: no globals',
    'C2 must file lifted: one lock',
  ]);
});

const fromFile = saved(running, take([say('one lock')]));
refuses(
  'lifting at the deck what stands in the file',
  fromFile,
  {do: 'liftConstraint', constraint: C1},
  /C1 stands in \/s\/constraints\.md and is lifted there/,
);
refuses(
  'editing at the deck what stands in the file',
  fromFile,
  {do: 'editConstraint', constraint: C1, ...say('x')},
  /is edited there/,
);

test('on a tape the lines are recorded', () => {
  const onTape = saved(stateOf(started({label: tape}), ...poweredUp), take([say('one lock')]));
  assert.deepEqual(lines(onTape), ['C1 must file recorded: one lock']);
  assert.equal(onTape.constraintRevision, 0);
});

test('more than can stand are left out, and that is said', () => {
  const many = Array.from({length: openMax.constraints + 3}, (_, at) => say(`rule number ${at} of many${at}`));
  const now = saved(running, take(many));
  assert.equal(now.constraints.length, openMax.constraints);
  assert.match(now.constraintsFile?.complaints[0]?.why ?? '', /^3 are left out/);
});

test('a line that has nothing of an old one is a new one, in its place', () => {
  const old = bound.constraints;
  const changes = constraintChanges(old, [say('use a spinlock in the interrupt')]);
  assert.deepEqual([changes.added.length, changes.edited.length, changes.gone], [1, 0, old]);
});
