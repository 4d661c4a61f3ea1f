// A submitted tree is examined before it is read: when that is due, what takes it out of it, and what its findings lead to.
import assert from 'node:assert/strict';
import test from 'node:test';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import {effectsOf} from '../../src/core/effects.ts';
import {endingsOf} from '../../src/core/endings.ts';
import type {Event} from '../../src/core/events.ts';
import {dynamicChecks, staticChecks} from '../../src/core/examination.ts';
import {defaultExamine} from '../../src/core/examine-settings.ts';
import {gateOf} from '../../src/core/gate.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {begun, checked, examined, leak, over, readsSource, resultOf, unlock} from './examined-states.ts';
import {
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  created,
  described,
  judged,
  openGate,
  otherTree,
  passed,
  planned,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
  T2,
  tape,
  tree,
} from './states.ts';

const way: readonly Event[] = [...poweredUp, created(), planned(), advanced('reviewing'), ...built(), submitted()];
const handedIn = stateOf(started({examine: readsSource}), ...way);
const looksDue = after(handedIn, described());

const dueIs = (what: string, state: State, expected: string): void => {
  test(what, () => {
    const due = dueOf(state);
    assert.equal(
      due === null ? 'nothing' : due.do === 'startAssignment' ? `${due.role}: ${due.purpose}` : due.do,
      expected,
    );
    if (due !== null && due.do !== 'carryOutCall') assert.ok(!isRefusal(decide(state, due)));
  });
};

dueIs('what the tree changes is asked first', handedIn, 'describeChange');
dueIs('then it is examined', looksDue, 'examine');
dueIs('the Reviewer waits for its end', after(looksDue, begun()), 'nothing');
dueIs('the Reviewer begins after it', after(looksDue, ...examined(tree, resultOf('sparse'))), 'reviewer: review');
dueIs(
  'a blocking finding is read all the same',
  after(looksDue, ...examined(tree, resultOf('sparse', unlock))),
  'reviewer: review',
);
dueIs(
  'where the machinery failed, it is read without',
  after(looksDue, begun(), over(tree, 'fault')),
  'reviewer: review',
);
dueIs(
  'where the person did not want to wait as well',
  after(looksDue, begun(), over(tree, 'skipped')),
  'reviewer: review',
);
dueIs('what was interrupted is made anew', after(looksDue, begun(), over(tree, 'interrupted')), 'examine');
dueIs(
  'a newer tree is examined as well',
  after(looksDue, ...examined(tree, resultOf('sparse')), submitted(otherTree), described(otherTree)),
  'examine',
);
dueIs('a session of before knows no checks', stateOf(started(), ...way, described()), 'reviewer: review');
dueIs(
  'where all is switched off nothing is examined',
  stateOf(started({examine: {...readsSource, static: false}, sanitizer: '6.1.0-sanitizer'}), ...way, described()),
  'reviewer: review',
);
dueIs('a tree that has its verdict already goes on with it', after(looksDue, judged('approve')), 'advance');

const checksDue = (state: State) => {
  const decision = decide(state, {do: 'examine', task: T1});
  return isRefusal(decision) ? decision : decision[0]?.type === 'examination.started' && decision[0].checks;
};

test('the kernel that notices is used beside the checks of the source where it is there', () => {
  const noticing = stateOf(started({examine: defaultExamine, sanitizer: '6.1.0-sanitizer'}), ...way, described());
  assert.deepEqual(checksDue(noticing), [...staticChecks, ...dynamicChecks]);
  const back = after(noticing, {type: 'session.reopened', lostEvents: 0});
  assert.deepEqual(checksDue(back), staticChecks, 'it is gone by the time that the session is taken up');
  const built = after(back, {type: 'session.reopened', lostEvents: 0, sanitizer: '6.1.0-sanitizer'});
  assert.deepEqual(checksDue(built), [...staticChecks, ...dynamicChecks]);
});

test('nothing is left under way by a session that ends, and a core that comes back says how it ended', () => {
  const state = after(looksDue, begun());
  const interrupted = {type: 'examination.ended', task: T1, tree, how: 'interrupted'};
  assert.deepEqual(
    endingsOf(state).filter(({type}) => type.startsWith('examination')),
    [interrupted],
  );
  const stopped = decide(state, {do: 'stop', cause: 'person', why: 'enough'});
  assert.ok(!isRefusal(stopped) && stopped.some(({type}) => type === 'examination.ended'));
});

test('its task is taken away: nobody waits for it any more', () => {
  const state = after(
    looksDue,
    created(T2),
    begun(),
    assigned('scheduler', 'heed', 'A2' as never, null),
    ...called(['x'], 'A2' as never),
  );
  const decision = decide(state, {do: 'cancelTask', call: call(1, 1, 'A2' as never), task: T1, why: 'not wanted'});
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  const ended = decision.find((event) => event.type === 'examination.ended');
  assert.equal(ended?.type === 'examination.ended' && ended.how, 'dropped');
  assert.deepEqual(ended && effectsOf(ended), [{effect: 'cancelExamination', task: T1}]);
});

const skip = {do: 'skipChecks', task: T1} as const;
gives('the person goes on without it', after(looksDue, begun()), skip, {
  type: 'examination.ended',
  how: 'skipped',
  tree,
});
refuses('what is not under way is not skipped', looksDue, skip, /no examination of T1 is under way/);
refuses(
  'a tree is not examined twice',
  after(looksDue, ...examined(tree, resultOf('sparse'))),
  {do: 'examine', task: T1},
  /is examined already/,
);

test('a result that comes too late changes nothing', () => {
  const state = after(looksDue, begun(), over(tree, 'skipped'));
  const late = after(state, checked(resultOf('sparse', unlock)));
  assert.deepEqual(
    [late.findings, late.examinations, late.ordinals],
    [state.findings, state.examinations, state.ordinals],
  );
});

test('how far it has come is kept, with what each check found', () => {
  const [one] = after(looksDue, begun(), checked(resultOf('sparse', unlock))).examinations;
  assert.deepEqual(one?.results, [
    {
      check: 'sparse',
      by: 'sparse 1.0',
      end: {kind: 'finished', looked: 'every file'},
      durationMs: 800,
      findings: ['K1'],
      leftOut: 0,
    },
  ]);
  assert.equal(one?.end, undefined);
});

test('what the machine has shown holds the gate shut until it looks again and sees it no more', () => {
  const shut = stateOf(...openGate, ...examined(tree, resultOf('leaks', leak)));
  const missing = gateOf(shut, T1);
  assert.match(missing.open ? '' : missing.missing.join(), /K1 is open: 64 bytes/);
  const mended = after(shut, ...examined(otherTree, resultOf('leaks')));
  assert.equal(gateOf(mended, T1).open, true);
});

test('a tree that is handed in again has what was seen in it, though a newer one had mended it', () => {
  const mended = stateOf(
    ...openGate,
    ...examined(tree, resultOf('leaks', leak)),
    submitted(otherTree),
    ...examined(otherTree, resultOf('leaks')),
  );
  assert.equal(mended.findings[0]?.state, 'mended');
  const again = after(mended, submitted(tree));
  assert.equal(again.findings[0]?.state, 'open');
  assert.equal(gateOf(again, T1).open, false);
  assert.equal(after(mended, submitted(otherTree)).findings[0]?.state, 'mended');
});

const reading = after(
  looksDue,
  ...examined(tree, resultOf('sparse', unlock), resultOf('checkpatch', {...leak, severity: 'note', class: 'style'})),
  assigned('reviewer', 'review'),
  ...called(['x']),
  ...passed(),
);
const verdict = {do: 'giveVerdict', call: call(), summary: 'read', resolved: [] as readonly string[]} as const;

refuses(
  'an approval over what the machine has shown',
  reading,
  {...verdict, verdict: 'approve'},
  /K1 .* is open and blocks; the machine has shown it/,
);
refuses(
  'a word that it is mended',
  reading,
  {...verdict, verdict: 'change', resolved: ['K1']},
  /"sparse" found K1 in this very tree/,
);
gives(
  'it sends the work back',
  reading,
  {...verdict, verdict: 'change'},
  {type: 'verdict.given', verdict: 'change'},
  {type: 'tool.returned', ok: true},
  {type: 'assignment.ended', how: 'finished'},
);

test('what does not block is for the Reviewer to judge, and is not brought up again', () => {
  const decision = decide(reading, {...verdict, verdict: 'change', resolved: ['K2']});
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  const judgedState = after(reading, ...decision);
  assert.deepEqual(
    judgedState.findings.map(({state}) => state),
    ['open', 'disproved'],
  );
  const later = after(
    judgedState,
    ...examined(otherTree, resultOf('checkpatch', {...leak, severity: 'note', class: 'style'})),
  );
  assert.deepEqual(
    later.findings.map(({id, state}) => `${id} ${state}`),
    ['K1 open', 'K2 disproved'],
  );
});

test('what no check could look for again is decided by the lines', () => {
  const blind = {...resultOf('sparse'), end: {kind: 'notRun', why: 'it is not installed any more'}} as const;
  const state = after(
    reading,
    judged('change'),
    submitted(otherTree),
    described(otherTree),
    ...examined(otherTree, blind),
    ...passed(otherTree),
  );
  const decision = decide(state, {...verdict, verdict: 'approve', resolved: ['K1']});
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  assert.equal(after(state, ...decision).findings[0]?.state, 'mended');
});

test('the time line has what a check found, and the end', () => {
  const {marks} = after(
    looksDue,
    ...examined(tree, resultOf('sparse', unlock), {...resultOf('smatch'), end: {kind: 'notRun', why: 'not installed'}}),
  );
  assert.deepEqual(
    marks.slice(-2).map(({kind, text}) => [kind, text]),
    [
      ['finding', `sparse: major: ${unlock.claim}`],
      ['checks', '1 check of T1, 1 finding; 1 not run'],
    ],
  );
});

test('what several checks see, or is seen again in a newer tree, is one point of the time line, which leads to it', () => {
  const points = (of: State) => of.marks.filter(({kind}) => kind === 'finding').map((mark) => mark.of);
  const twice = after(looksDue, ...examined(tree, resultOf('sparse', unlock), resultOf('coccinelle', unlock)));
  assert.deepEqual(points(twice), ['K1']);
  assert.deepEqual(points(after(twice, ...examined(otherTree, resultOf('sparse', unlock)))), ['K1']);
  const late = after(looksDue, begun(), over(tree, 'skipped'), checked(resultOf('sparse', unlock)));
  assert.deepEqual(points(late), []);
});

test('the time line names the checks that the person skipped', () => {
  const {marks} = after(looksDue, begun(), checked(resultOf('sparse')), over(tree, 'skipped'));
  assert.equal(marks.at(-1)?.text, '1 check of T1 skipped by you: checkpatch');
});

test('what nobody looks for is told once, where a kernel that notices was wanted and is not there', () => {
  const told = (state: State) =>
    state.agents.reviewer.activity.filter((one) => one.kind === 'house' && /kernel build --profile/.test(one.text))
      .length;
  const wanted = stateOf(started({examine: defaultExamine}), ...way, described());
  const once = after(wanted, ...examined(tree, resultOf('sparse')));
  assert.equal(told(once), 1);
  assert.equal(told(after(once, ...examined(otherTree, resultOf('sparse')))), 1);
  assert.equal(told(after(looksDue, ...examined(tree, resultOf('sparse')))), 0, 'it was switched off');
  assert.equal(told(after(wanted, ...examined(tree, resultOf('leaks')))), 0, 'it is there');
});

test('a tape can take nothing in: what is found is shown, and blocks nothing', () => {
  const onTape = stateOf(started({examine: readsSource, label: tape}), ...way, described());
  const [shown] = after(onTape, ...examined(tree, resultOf('sparse', unlock))).findings;
  assert.deepEqual([shown?.severity, shown?.blocking, shown?.state], ['major', false, 'open']);
});
