// The gate refuses each thing that it must refuse, and says which.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {gateOf, isBuiltClean, isClean, knownRejection} from '../../src/core/gate.ts';
import type {State} from '../../src/core/state.ts';
import {
  advanced,
  after,
  built,
  constraintAdded,
  crashed,
  created,
  found,
  judged,
  notAccepted,
  openGate,
  otherTree,
  poweredUp,
  ran,
  report,
  started,
  stateOf,
  submitted,
  T1,
  T2,
} from './states.ts';

const head: readonly Event[] = [started(), ...poweredUp, created(), advanced('running')];

function refuses(what: string, state: State, ...missing: readonly RegExp[]): void {
  test(`the gate refuses ${what}`, () => {
    const gate = gateOf(state, T1);
    assert.equal(gate.open, false);
    const said = gate.open ? [] : gate.missing;
    assert.equal(said.length, missing.length, said.join('; '));
    for (const [index, pattern] of missing.entries()) assert.match(said[index] ?? '', pattern);
  });
}

const open = stateOf(...openGate);

test('the gate is open for a tree that was built clean, approved, and accepted on the target', () => {
  const gate = gateOf(open, T1);
  assert.deepEqual(gate.open && [gate.evidence.build.id, gate.evidence.run.id, gate.evidence.verdict.verdict], [
    'B1',
    'R1',
    'approve',
  ]);
});

refuses('a task that is not there', stateOf(started()), /there is no task T1/);
refuses('work that was not submitted', stateOf(...head, ...built()), /no work was submitted/);
refuses('a tree without a build', {...open, builds: []}, /no clean build of tree 111111111111/);
refuses(
  'a build that failed',
  stateOf(...head, ...built({kind: 'failed', levels: ['error']}), submitted(), judged('approve'), ...ran()),
  /no clean build/,
);
refuses(
  'a build with a warning',
  stateOf(...head, ...built({levels: ['warning']}), submitted(), judged('approve'), ...ran()),
  /no clean build/,
);
refuses(
  'a warning behind many notes',
  stateOf(
    ...head,
    ...built({levels: [...Array(100).fill('note'), 'warning']}),
    submitted(),
    judged('approve'),
    ...ran(),
  ),
  /no clean build/,
);
refuses(
  'a build of another tree',
  stateOf(...head, ...built({of: otherTree}), submitted(), judged('approve'), ...ran()),
  /no clean build/,
);
refuses('work without a review', {...open, verdicts: []}, /no approval of tree/);
refuses('a review that asks for a change', after(open, judged('change')), /no approval of tree/);
refuses(
  'the approval of another tree',
  after(open, judged('approve', {of: otherTree})),
  /approval is for tree 222222222222/,
);
refuses(
  'an approval under older constraints',
  after(open, constraintAdded()),
  /under constraint revision 0, now it is 1/,
);
refuses(
  'an approval under constraints of which one was lifted',
  after(open, constraintAdded(), judged('approve', {constraintRevision: 1}), {
    type: 'constraint.lifted',
    constraint: 'C1' as never,
  }),
  /under constraint revision 1, now it is 2/,
);
refuses('a tree that was not run', {...open, runs: []}, /no run of tree .* was accepted/);
refuses(
  "the Executor's own try",
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({trial: true})),
  /no run of tree/,
);
refuses(
  'a run of another tree',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({of: otherTree})),
  /no run of tree/,
);
refuses(
  'a run that only loaded it',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({acceptance: 'load'})),
  /no run of tree/,
);
refuses(
  'a run that did not accept it',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({verdict: notAccepted})),
  /no run of tree/,
);
refuses(
  'a run that was interrupted',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({verdict: {kind: 'interrupted'}})),
  /no run of tree/,
);
refuses(
  'a run during which the kernel complained',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({reports: [report]})),
  /no run of tree/,
);
refuses(
  'a run that brought the target down',
  stateOf(...head, ...built(), submitted(), judged('approve'), ...ran({verdict: crashed, reports: [report]})),
  /no run of tree/,
  /finding F1 is open: BUG: unable/,
);
refuses('a blocking finding that is open', after(open, found()), /finding F1 is open: the ring leaks/);

test('a finding that does not block, a note of the compiler and a recorded constraint leave the gate open', () => {
  const remark = after(open, found(1, {blocking: false, severity: 'note'}));
  const recorded = after(open, constraintAdded(1, {standing: 'recorded'}));
  const noted = stateOf(...head, ...built({levels: ['note']}), submitted(), judged('approve'), ...ran());
  assert.deepEqual(
    [remark, recorded, noted].map((state) => gateOf(state, T1).open),
    [true, true, true],
  );
});

test('the work of one task opens no gate of another', () => {
  assert.equal(gateOf(after(open, created(T2)), T2).open, false);
});

test('what lies in the folder is built clean until somebody writes there', () => {
  assert.equal(isBuiltClean(open), true);
  assert.equal(isBuiltClean(after(open, {type: 'artefact.touched', path: 'ringlog.c'})), false);
  assert.equal(isBuiltClean(stateOf(started())), false);
  assert.equal(isBuiltClean(after(open, ...built({ordinal: 2, kind: 'failed'}))), false);
});

test('a build without a result is not clean', () => {
  const [begun] = built();
  const state = stateOf(started(), created(), ...(begun ? [begun] : []));
  assert.deepEqual(state.builds.map(isClean), [false]);
});

test('a tree that was sent back or did not pass its run is known', () => {
  const task = open.tasks[0];
  assert.ok(task);
  const of = (state: State): string | null => knownRejection(state, task, task.submitted ?? otherTree);
  assert.equal(of(open), null);
  assert.match(of(after(open, judged('change'))) ?? '', /sent it back/);
  assert.equal(of(after(open, judged('change'), constraintAdded())), null, 'other constraints, another look');
  assert.match(of(after(open, ...ran({ordinal: 2, verdict: notAccepted}))) ?? '', /did not pass its run .* R2/);
  assert.equal(of(after(open, ...ran({ordinal: 2, verdict: {kind: 'fault', why: 'no QEMU'}}))), null);
});
