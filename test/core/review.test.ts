// A review goes through all of its passes, a finding stands at a line and against words that are there, and what it found is tried in a
// context of its own before it counts.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {ToolCommand} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {gateOf} from '../../src/core/gate.ts';
import {findingId} from '../../src/core/ids.ts';
import type {reviewPasses} from '../../src/core/review.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  A2,
  advanced,
  after,
  assigned,
  atCallOf,
  built,
  call,
  called,
  constraintAdded,
  created,
  described,
  found,
  otherTree,
  passed,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
  tree,
} from './states.ts';

const c = {call: call()};
const begun = stateOf(
  ...[started(), ...poweredUp, created(), advanced('reviewing'), ...built(), submitted(), described()],
  ...[assigned('reviewer', 'review'), ...called(['x', 'y'])],
);
const reviewer = atCallOf('reviewer');
const verdict = (of: 'approve' | 'change'): ToolCommand => ({
  do: 'giveVerdict',
  ...c,
  verdict: of,
  summary: 's',
  resolved: [],
});
const pass = (of: (typeof reviewPasses)[number], lookedAt = 'ringlog.c'): ToolCommand => ({
  do: 'finishPass',
  ...c,
  pass: of,
  lookedAt,
});

refuses(
  'a verdict before any pass',
  begun,
  verdict('approve'),
  /not finished: contract, paths, lifetime, locking, input, hardware, constraints/,
);
refuses(
  'a verdict with a pass left',
  after(begun, ...passed().slice(1)),
  verdict('approve'),
  /not finished: contract; a verdict/,
);
gives(
  'a pass',
  begun,
  pass('locking'),
  {type: 'pass.finished', pass: 'locking', tree},
  {
    output: 'left: contract, paths, lifetime, input, hardware, constraints',
  },
);
refuses('a pass twice', after(begun, ...passed().slice(0, 1)), pass('contract'), /"contract" is finished already/);
refuses('a pass that looked at nothing', begun, pass('paths', ' '), /say what you looked at/);
test('the passes of another assignment are not its own', () => {
  const again = after(begun, ...passed(tree, A2));
  assert.ok(isRefusal(decide(again, verdict('approve'))));
});

const finding = (change: object = {}): ToolCommand =>
  ({
    do: 'reportFinding',
    ...c,
    ...{severity: 'major', class: 'leak', file: 'ringlog.c', line: 9, claim: 'a leak', evidence: 'e'},
    requirement: 'Nothing is left behind.',
    ...change,
  }) as ToolCommand;
const blocks = (blocking: boolean) => ({type: 'finding.reported', blocking}) as const;

refuses('a line that is not there', reviewer, finding({line: 101}), /ringlog\.c has 100 lines; there is no line 101/);
refuses(
  'words that nobody has said',
  reviewer,
  finding({requirement: 'it must be fast'}),
  /stands neither in the requirement/,
);
refuses('a constraint that is none', reviewer, finding({requirement: 'C4'}), /C4 is no constraint in force/);
gives('a constraint by its id', after(reviewer, constraintAdded()), finding({requirement: 'C1'}), blocks(true), {});
gives('the words of the task', reviewer, finding({requirement: 'holds'}), blocks(true), {});
const untouched: Event = {
  type: 'change.described',
  ...{task: T1, tree, files: [{path: 'ringlog.c', lines: 100, touched: []}]},
};
gives('a file that the change leaves alone', after(reviewer, untouched), finding(), blocks(false), {
  output: 'F1 noted; it does not block: ringlog.c is not part of this change',
});

// Found, and tried
const f = (ordinal: number, change: object = {}): Event => found(ordinal, change);
gives(
  'a review with findings is not a verdict yet',
  after(reviewer, f(1)),
  verdict('change'),
  {type: 'review.finished', verdict: 'change'},
  {output: 'noted; F1 is tried first, in a context of its own'},
  {type: 'assignment.ended'},
);
const reviewed = (...findings: readonly Event[]): State =>
  after(
    reviewer,
    ...findings,
    {
      type: 'review.finished',
      ...{assignment: A1, task: T1, tree, verdict: 'change', summary: 'a leak', resolved: [], constraintRevision: 0},
    },
    {type: 'assignment.ended', assignment: A1, how: 'finished', why: ''},
  );
test('then another is set to disprove them, and after a constraint all is reviewed anew', () => {
  const state = reviewed(f(1));
  assert.deepEqual(dueOf(state), {do: 'startAssignment', role: 'reviewer', purpose: 'disprove', task: T1});
  const stale = after(state, constraintAdded(), assigned('scheduler', 'heed', 'A9' as never, null));
  const paused = after(stale, {type: 'agent.paused', role: 'scheduler'});
  assert.deepEqual(dueOf(paused), {do: 'startAssignment', role: 'reviewer', purpose: 'review', task: T1});
});
const trying = (...findings: readonly Event[]): State =>
  after(reviewed(...findings), assigned('reviewer', 'disprove', A2), ...called(['x', 'y'], A2));
const judge = (id: string, stands: boolean, why = 'followed'): ToolCommand => ({
  do: 'judgeFinding',
  call: call(1, 1, A2),
  finding: id,
  stands,
  why,
});
test('a dismissed one was not disproved, and the verdict says so', () => {
  const said: Event = {type: 'finding.dismissed', finding: findingId(2), task: T1, by: 'person', why: 'w'};
  const summaryOf = (state: State, of: string) => {
    const decision = decide(state, judge(of, false));
    assert.ok(!isRefusal(decision));
    const given = decision.find((event) => event.type === 'verdict.given');
    return given?.type === 'verdict.given' && given.summary;
  };
  const both = after(trying(f(1), f(2)), said);
  assert.equal(summaryOf(both, 'F1'), 'What spoke against it was disproved or dismissed by the person. a leak');
  const last = after(trying(f(2)), said);
  assert.equal(summaryOf(last, 'F2'), 'What spoke against it was dismissed by the person. a leak');
});

gives(
  'one of two',
  trying(f(1), f(2)),
  judge('F1', true),
  {type: 'finding.judged', stands: true},
  {output: 'left: F2'},
);
gives(
  'the last one, which stands',
  trying(f(1)),
  judge('F1', true),
  {type: 'finding.judged'},
  {type: 'verdict.given', verdict: 'change', summary: 'a leak'},
  {},
  {type: 'assignment.ended'},
);
gives(
  'the last one, which does not: nothing speaks against the work any more',
  trying(f(1)),
  judge('F1', false),
  {type: 'finding.judged', stands: false},
  {type: 'verdict.given', verdict: 'approve', summary: 'What spoke against it was disproved. a leak'},
  {},
  {},
);
gives(
  'one that stood before still sends it back',
  after(trying(f(1), f(2)), {type: 'finding.judged', finding: findingId(1), stands: true, why: 'w'}),
  judge('F2', false),
  {},
  {type: 'verdict.given', verdict: 'change'},
  {},
  {},
);
refuses('a finding that is none', trying(f(1)), judge('F7', true), /F7 is not to be tried; what is: F1/);
refuses('a judgement without words', trying(f(1)), judge('F1', true, ' '), /say why/);
refuses(
  'a judge who reports',
  trying(f(1)),
  {...finding(), call: call(1, 1, A2)} as ToolCommand,
  /no part of what you were set to do/,
);
refuses(
  'a reviewer who judges',
  after(reviewer, f(1)),
  {...judge('F1', false), ...c} as ToolCommand,
  /no part of what you were set to do/,
);

test('what the person has dismissed is not reported again: at its place in the same tree, or in the same words in a newer one', () => {
  const state = after(reviewer, f(1, {line: 9}), {
    type: 'finding.dismissed',
    ...{finding: findingId(1), task: T1, by: 'person', why: 'the API waits'},
  });
  const again = decide(state, finding({claim: 'it may leak'}));
  assert.ok(isRefusal(again) && /F1, which the person has dismissed: the API waits/.test(again.refused));
  const older = {...state, findings: state.findings.map((one) => ({...one, tree: otherTree}))};
  assert.ok(isRefusal(decide(older, finding({line: 2, claim: state.findings[0]?.claim}))));
  assert.ok(!isRefusal(decide(older, finding({claim: 'it may leak'}))), 'in other words, of another tree');
});

test('what was disproved is kept, blocks nothing, and is not reported again in the same tree', () => {
  const state = after(reviewer, f(1, {line: 9}), {
    type: 'finding.judged',
    finding: findingId(1),
    stands: false,
    why: 'the API waits',
  });
  assert.deepEqual([state.findings[0]?.state, state.findings[0]?.judgement?.why], ['disproved', 'the API waits']);
  const gate = gateOf(state, T1);
  assert.ok(!gate.open && !gate.missing.some((words) => words.includes('F1')));
  const again = decide(state, finding());
  assert.ok(isRefusal(again) && /this is F1, which was disproved: the API waits/.test(again.refused));
});
