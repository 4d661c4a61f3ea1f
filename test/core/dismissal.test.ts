// A person's word that a finding is none: it holds for what the person was shown, in every tree and task, until it is taken back.
import assert from 'node:assert/strict';
import test from 'node:test';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import type {CheckFinding, CheckName} from '../../src/core/examination.ts';
import {blockingFindings, gateOf, knownRejection} from '../../src/core/gate.ts';
import {treeHash} from '../../src/core/ids.ts';
import {signOf} from '../../src/core/sign.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {examined, leak, resultOf, unlock} from './examined-states.ts';
import {
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  crashed,
  created,
  described,
  found,
  judged,
  openGate,
  otherTree,
  passed,
  planned,
  poweredUp,
  ran,
  report,
  started,
  stateOf,
  submitted,
  T1,
  T2,
  tape,
  tree,
} from './states.ts';

const anchored: CheckFinding = {...unlock, anchor: {within: 'static int ringlog_read(void)', text: 'return n;'}};
const seenBy = (check: CheckName, finding: CheckFinding): State =>
  stateOf(...openGate, ...examined(tree, resultOf(check, finding)));
const shut = seenBy('sparse', anchored);
const why = 'the caller drops it';
const word: Event = {type: 'finding.dismissed', finding: 'K1' as never, task: T1, by: 'person', why};
const dismissed = after(shut, word);

const back: Event = {type: 'finding.takenUp', finding: 'K1' as never, task: T1, by: 'person'};

const dismiss = {do: 'dismissFinding', finding: 'K1' as never, why} as const;
gives('it is the word of the person, with the reason and the task', shut, dismiss, word);
refuses('without a reason', shut, {...dismiss, why: ' '}, /with a reason/);
refuses('twice', dismissed, dismiss, /K1 is dismissed already/);
refuses('what is not there', shut, {...dismiss, finding: 'K9' as never}, /there is no finding K9/);
refuses('what is mended', after(shut, ...examined(otherTree, resultOf('sparse'))), dismiss, /K1 is mended/);
refuses(
  'what a tape has said',
  after(stateOf(started({label: tape}), created()), found(1)),
  {
    ...dismiss,
    finding: 'F1' as never,
  },
  /recorded with F1/,
);
refuses(
  'what is not dismissed can not be taken back',
  shut,
  {do: 'takeUpFinding', finding: 'K1' as never},
  /not dismissed/,
);

const afterCrash = stateOf(...openGate, ...ran({ordinal: 2, verdict: crashed}));
refuses(
  'a crash',
  afterCrash,
  {...dismiss, finding: 'F1' as never},
  /F1 is a crash: only a run that the target accepts/,
);

test('the Reviewer may approve over it, and over nothing else that blocks', () => {
  const read = [assigned('reviewer', 'review'), ...called(['x']), ...passed()];
  const approve = {do: 'giveVerdict', call: call(), verdict: 'approve', summary: 'read', resolved: []} as const;
  const two = examined(tree, resultOf('sparse', anchored), resultOf('leaks', leak));
  const refused = decide(after(shut, ...read), approve);
  assert.ok(isRefusal(refused) && /K1 .* is open and blocks/.test(refused.refused));
  assert.ok(!isRefusal(decide(after(dismissed, ...read), approve)));
  const other = decide(after(stateOf(...openGate, ...two), word, ...read), approve);
  assert.ok(isRefusal(other) && /^K2 /.test(other.refused), 'K2 is what is left');
});

test('it opens the gate, and taken back it shuts it again', () => {
  assert.equal(gateOf(shut, T1).open, false);
  assert.equal(gateOf(dismissed, T1).open, true);
  const decision = decide(dismissed, {do: 'takeUpFinding', finding: 'K1' as never});
  assert.ok(!isRefusal(decision));
  const again = after(dismissed, ...decision);
  assert.equal(gateOf(again, T1).open, false);
  assert.deepEqual(again.findings[0], shut.findings[0]);
});

test('the time line has both', () => {
  const marks = after(dismissed, {type: 'finding.takenUp', finding: 'K1' as never, task: T1, by: 'person'}).marks;
  assert.deepEqual(
    marks.slice(-2).map(({kind, text, of}) => [kind, text, of]),
    [
      ['dismissal', `K1 of T1: ${why}`, 'K1'],
      ['finding', 'K1 of T1 is no longer dismissed', 'K1'],
    ],
  );
});

/** What is known when the dismissed one is looked for in a newer tree. */
function again(what: string, finding: CheckFinding, expected: readonly string[], check: CheckName = 'sparse'): void {
  test(what, () => {
    const {findings} = after(dismissed, ...examined(otherTree, resultOf(check, finding)));
    assert.deepEqual(
      findings.map(({id, state, blocking}) => `${id} ${state}${blocking && state === 'open' ? ', blocks' : ''}`),
      expected,
    );
  });
}

again('it is seen again at another line', {...anchored, line: 90}, ['K1 dismissed']);
test('addresses and numbers do not make another of it', () => {
  const state = after(seenBy('leaks', leak), word);
  const other = {...leak, claim: leak.claim.replace('64', '128').replace('0x20', '0x2c')};
  assert.notEqual(other.claim, leak.claim);
  const {findings} = after(state, ...examined(otherTree, resultOf('leaks', other)));
  assert.deepEqual(
    findings.map(({state: at}) => at),
    ['dismissed'],
  );
});
again('its line was written anew', {...anchored, anchor: {...anchored.anchor, text: 'return -EINTR;'}}, [
  'K1 dismissed',
  'K2 open, blocks',
]);
again('the same line of another function', {...anchored, anchor: {within: 'int f(void)', text: 'return n;'}}, [
  'K1 dismissed',
  'K2 open, blocks',
]);
again('another class', {...anchored, class: 'deadlock'}, ['K1 dismissed', 'K2 open, blocks']);
again('another check tells it in the same words', anchored, ['K1 dismissed'], 'accept');
again(
  'another check sees it happen',
  {...anchored, claim: 'lock held when returning to user space'},
  ['K1 dismissed', 'K2 open, blocks'],
  'accept',
);

test('what had been seen by several checks stays dismissed for all of them', () => {
  const both = after(
    stateOf(...openGate, ...examined(tree, resultOf('sparse', anchored), resultOf('coccinelle', anchored))),
    word,
  );
  const looksAgain = examined(otherTree, resultOf('sparse', anchored), resultOf('coccinelle', anchored));
  const later = after(
    both,
    ...looksAgain,
    ...examined(
      treeHash('3333333333333333'),
      ...['sparse', 'coccinelle'].map((check) => resultOf(check as CheckName, anchored)),
    ),
  );
  assert.deepEqual(
    later.findings.map(({id, state}) => `${id} ${state}`),
    ['K1 dismissed'],
  );
});

test('the kernel’s own report is the same, whatever the check was at meanwhile', () => {
  const overrun = {...anchored, claim: 'KASAN: slab-out-of-bounds', report: {...report, title: 'KASAN: in read'}};
  const known = after(stateOf(...openGate, ...examined(tree, resultOf('accept', overrun))), word);
  const told = (title: string) => {
    const failing = {...overrun, claim: `When call 3 fails: ${title}`, report: {...report, title}};
    return after(known, ...examined(otherTree, resultOf('allocations', failing))).findings.map(({state}) => state);
  };
  assert.deepEqual(told('KASAN: in read'), ['dismissed']);
  assert.deepEqual(told('KASAN: in write'), ['dismissed', 'open']);
});

test('of two that are worded alike the one that was dismissed is told by its place', () => {
  const other = {...anchored, line: 60, anchor: {within: 'int g(void)', text: 'return n;'}};
  const two = after(stateOf(...openGate, ...examined(tree, resultOf('sparse', anchored, other))), word);
  const {findings} = after(two, ...examined(otherTree, resultOf('sparse', {...other, line: 39})));
  assert.deepEqual(
    findings.map(({id, state}) => `${id} ${state}`),
    ['K1 dismissed', 'K2 open'],
  );
});

test('with the last that blocks the verdict has lost its ground, and the same tree may be handed in again', () => {
  const [task] = shut.tasks;
  assert.ok(task);
  const sent = after(shut, judged('change'));
  assert.match(knownRejection(sent, task, tree) ?? '', /sent it back/);
  assert.equal(knownRejection(after(sent, word), task, tree), null);
  const two = after(sent, found(1), judged('change'));
  assert.match(knownRejection(after(two, word), task, tree) ?? '', /sent it back/);
});

const sentBack = after(
  stateOf(started(), ...poweredUp, created(), planned(), advanced('reviewing'), ...built(), submitted(), described()),
  ...examined(tree, resultOf('sparse', anchored)),
  judged('change'),
  advanced('writing'),
  assigned('executor', 'mend'),
);
const readAgain = {type: 'task.advanced', task: T1, stage: 'reviewing'} as const;
gives('what was sent back for it alone is read again', sentBack, dismiss, word, {type: 'assignment.ended'}, readAgain);
test('then the Reviewer is due, on the same tree, and no check is made again', () => {
  const decision = decide(sentBack, dismiss);
  assert.ok(!isRefusal(decision));
  const due = dueOf(after(sentBack, ...decision));
  assert.deepEqual(due, {do: 'startAssignment', role: 'reviewer', purpose: 'review', task: T1});
});
gives('not while the Executor is at it', after(sentBack, ...called(['build'])), dismiss, word);
gives('nor where something else blocks', after(sentBack, found(1)), dismiss, word);
const edit: Event = {type: 'artefact.touched', path: 'ringlog.c', change: 'changed', diff: '+'};
gives('nor where the files are others by now', after(sentBack, edit), dismiss, word);

const placeless = {...leak, claim: 'it can not be unloaded', class: 'reference not put'} as const;
const crashThere = {...leak, claim: 'KASAN: use-after-free', class: 'use after free', severity: 'critical'} as const;

test('of what has no place only the words are known, whichever checks had told them', () => {
  const both = examined(tree, resultOf('load', placeless), resultOf('accept', placeless));
  const known = after(stateOf(...openGate, ...both), word);
  const next = (finding: CheckFinding) =>
    after(
      after(known, created(T2)),
      {type: 'examination.started', task: T2, tree: otherTree, checks: ['accept']},
      {type: 'check.finished', task: T2, tree: otherTree, result: resultOf('accept', finding)},
    ).findings.map(({state}) => state);
  assert.deepEqual(next(placeless), ['dismissed', 'dismissed']);
  assert.deepEqual(next(crashThere), ['dismissed', 'open']);
});

test('another class at the place of a dismissed one is a finding, whichever check tells it', () => {
  const both = examined(tree, resultOf('sparse', anchored), resultOf('coccinelle', anchored));
  const known = after(stateOf(...openGate, ...both), word);
  const other = {...anchored, class: 'deadlock', claim: 'waits for itself'} as const;
  const {findings} = after(known, ...examined(otherTree, resultOf('coccinelle', other)));
  assert.deepEqual(
    findings.map(({state}) => state),
    ['dismissed', 'open'],
  );
});

test('what a dismissed cause leads to, and had not led to when it was dismissed, is a finding', () => {
  const hangs = {...unlock, line: 90, claim: 'a task hangs', class: 'deadlock'} as const;
  const first = resultOf('accept', {...anchored, signs: [signOf(hangs)]});
  const shown = after(stateOf(...openGate, ...examined(tree, first)), word);
  const traps = {
    ...unlock,
    line: 12,
    claim: 'a NULL pointer',
    class: 'null dereference',
    severity: 'critical',
  } as const;
  const signs = [signOf(hangs), signOf(traps)];
  const {findings} = after(shown, ...examined(otherTree, resultOf('accept', {...anchored, signs})));
  assert.deepEqual(
    findings.map(({state, claim}) => [state, claim]),
    [
      ['dismissed', anchored.claim],
      ['open', 'a NULL pointer'],
    ],
  );
});

test('what is gone from the tree that is handed in is taken up as mended, what is not as open, and copies with it', () => {
  const gone = after(dismissed, submitted(otherTree), ...examined(otherTree, resultOf('sparse')));
  assert.equal(after(gone, back).findings[0]?.state, 'mended');
  const there = after(dismissed, submitted(otherTree), ...examined(otherTree, resultOf('sparse', anchored)));
  assert.equal(after(there, back).findings[0]?.state, 'open');
  const copied = after(
    after(dismissed, created(T2)),
    {type: 'examination.started', task: T2, tree: otherTree, checks: ['sparse']},
    {type: 'check.finished', task: T2, tree: otherTree, result: resultOf('sparse', anchored)},
  );
  assert.deepEqual(
    after(copied, back).findings.map(({state}) => state),
    ['open', 'open'],
  );
});

test('nobody else’s word changes it', () => {
  const resolved = {...judged('approve'), resolved: ['K1' as never]} as Event;
  assert.equal(after(dismissed, resolved).findings[0]?.state, 'dismissed');
});

test('what is open when its task ends is left, and open again with the task', () => {
  const over = after(shut, advanced('cancelled'));
  assert.deepEqual([over.findings[0]?.state, blockingFindings(over, T1)], ['left', []]);
  assert.equal(after(dismissed, advanced('done')).findings[0]?.state, 'dismissed');
  const takenUp = after(dismissed, advanced('done'), {
    type: 'finding.takenUp',
    finding: 'K1' as never,
    task: T1,
    by: 'person',
  });
  assert.equal(takenUp.findings[0]?.state, 'left');
  const reopened = after(over, {type: 'task.reopened', task: T1, at: 'writing', why: 'again'});
  assert.equal(reopened.findings[0]?.state, 'open');
});
