// How the Scheduler changes tasks that are there and answers a constraint, and what it is told when it can't be.
import assert from 'node:assert/strict';
import test from 'node:test';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {taskId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  A2,
  advanced,
  after,
  assigned,
  call,
  called,
  constraintAdded,
  created,
  described,
  judged,
  openGate,
  planned,
  poweredUp,
  started,
  stateOf,
  T1,
  T2,
  tree,
} from './states.ts';

const T3 = taskId(3);
const c = {call: call()};

/** T1 is written, T2 waits for it, T3 for both; the Scheduler has the word. */
const chain = (...more: readonly Event[]): State =>
  stateOf(
    ...[started(), ...poweredUp, created(T1, {acceptance: 'load'}), planned(), advanced('writing')],
    ...[created(T2, {dependsOn: [T1], acceptance: 'load'}), created(T3, {dependsOn: [T1, T2]})],
    ...more,
    ...heeding(),
  );
const heeding = (): readonly Event[] => [assigned('scheduler', 'heed', A1, null), ...called(['x', 'y'])];
const piece = (key: string, dependsOn: readonly string[] = []) =>
  ({key, title: `part ${key}`, goal: 'g', acceptance: 'accept', dependsOn}) as const;

// Split
const split = {do: 'splitTask', ...c, task: 'T3', tasks: [piece('a'), piece('b', ['a'])], why: 'too large'} as const;
gives(
  'the pieces wait for what the whole waited for',
  chain(),
  split,
  {type: 'task.created', dependsOn: [T1, T2]} as never,
  {type: 'task.created', dependsOn: [taskId(4)]} as never,
  {type: 'task.advanced', task: T3, stage: 'cancelled', because: 'split into T4, T5: too large'},
  {type: 'tool.returned', ok: true},
);
gives(
  'what waited for the whole waits for the pieces',
  chain(),
  {...split, task: 'T2', tasks: [piece('a'), piece('b')]},
  {},
  {},
  {type: 'tasks.ordered', order: [{task: T3, dependsOn: [T1, taskId(4), taskId(5)]}]},
  {},
  {},
);
refuses('one piece', chain(), {...split, tasks: [piece('a')]}, /two or more/);
refuses('a task that is none', chain(), {...split, task: 'T9'}, /there is no task T9; the tasks are T1, T2, T3/);
refuses('a finished task', chain(advanced('done', T2)), {...split, task: 'T2'}, /T2 is done already/);
refuses(
  'pieces that leave nobody to run the whole of accept.sh',
  chain(),
  {
    ...split,
    tasks: [
      {...piece('a'), acceptance: 'load'},
      {...piece('b'), acceptance: 'load'},
    ],
  },
  /must have the acceptance "accept"/,
);

// Order
const order = (...of: readonly (readonly [string, ...string[]])[]) =>
  ({do: 'orderTasks', ...c, order: of.map(([task, ...dependsOn]) => ({task, dependsOn}))}) as const;
gives('another order', chain(), order(['T3', 'T1'], ['T2', 'T3']), {type: 'tasks.ordered'}, {ok: true} as never);
test('the named ones change places among themselves', () => {
  const decision = decide(chain(), order(['T3', 'T1'], ['T2', 'T3']));
  assert.ok(!isRefusal(decision));
  const {tasks} = after(chain(), ...decision);
  assert.deepEqual(
    tasks.map(({id, dependsOn}) => [id, dependsOn]),
    [
      [T1, []],
      [T3, [T1]],
      [T2, [T3]],
    ],
  );
});
refuses('a cycle', chain(), order(['T2', 'T3']), /T2 waits for T3 waits for T2: that has no beginning/);
refuses('a task that waits for itself', chain(), order(['T2', 'T2']), /T2 waits for T2/);
refuses('an order of what is begun', chain(), order(['T1']), /T1 is writing; its place is taken/);
refuses('a wait for what is none', chain(), order(['T2', 'T7']), /there is no task T7/);
refuses(
  'a wait for what failed',
  chain(advanced('failed')),
  order(['T2', 'T1']),
  /T2 can't wait for T1, which is failed/,
);
refuses('a task twice', chain(), order(['T2'], ['T2']), /twice/);
refuses('an order of nothing', chain(), order(), /name the tasks/);

// Cancel
const cancel = (task: string, why = 'not wanted') => ({do: 'cancelTask', ...c, task, why}) as const;
refuses('what others wait for', chain(), cancel('T2'), /T3 waits for T2; order or cancel that first/);
refuses('the one that runs the whole', chain(), cancel('T3'), /T3 is the one that runs the whole of accept\.sh/);
refuses('the one that is being committed', chain(advanced('committing')), cancel('T1'), /T1 is being committed/);
refuses('a cancel without words', chain(), cancel('T2', ' '), /say why/);
const loose = chain(created(taskId(4), {acceptance: 'load'}), advanced('planning', taskId(4)));
gives('a task that nobody waits for', loose, cancel('T4'), {stage: 'cancelled'} as never, {});
test('whoever is at work on it is taken off it, its answer given up', () => {
  const busy = after(loose, assigned('planner', 'plan', A2, taskId(4)), {
    type: 'turn.asked',
    ...{assignment: A2, turn: 'A2.1' as never, messages: []},
  });
  const decision = decide(busy, cancel('T4'));
  assert.ok(!isRefusal(decision));
  assert.deepEqual(
    decision.map(({type}) => type),
    ['turn.failed', 'assignment.ended', 'task.advanced', 'tool.returned'],
  );
  assert.equal(after(busy, ...decision).agents.planner.assignment, undefined);
});
test('the folder is not given on while the machine still works for what was cancelled', () => {
  const running = stateOf(
    ...[started(), ...poweredUp, created(T1, {acceptance: 'load'}), advanced('cancelled')],
    {type: 'build.started', build: 'B1' as never, task: T1, call: call()},
    ...[created(T2), planned(T2, 2), advanced('planned', T2), assigned('scheduler', 'heed', A1, null)],
    ...called(['x']),
    {type: 'tool.started', call: call()},
  );
  assert.equal(dueOf(running), null);
});

// Reopen
const finished = stateOf(...openGate, committed(), advanced('done'), created(T2), ...heeding());
function committed(): Event {
  return {type: 'commit.started', task: T1, tree, message: 'm'};
}
const done = after(finished, {type: 'commit.ended', task: T1, commit: 'c0ffee'});
const reopen = (task: string, at: 'planning' | 'writing' | 'reviewing') =>
  ({do: 'reopenTask', ...c, task, at, why: 'again'}) as const;
gives('a finished task', done, reopen('T1', 'planning'), {type: 'task.reopened', at: 'planning'}, {});
refuses('a task that is open', done, reopen('T2', 'writing'), /T2 is open: it is waiting/);
refuses('work that was never committed', chain(advanced('failed')), reopen('T1', 'reviewing'), /no committed work/);
refuses(
  'the fourth time',
  after(
    done,
    ...[1, 2, 3].flatMap((): readonly Event[] => [{type: 'task.reopened', task: T1, at: 'writing'}, advanced('done')]),
  ),
  reopen('T1', 'writing'),
  /was reopened 3 times/,
);
test('another plan is asked for, or the same is written again', () => {
  const at = (where: 'planning' | 'writing') => after(done, {type: 'task.reopened', task: T1, at: where}).tasks[0];
  assert.deepEqual([at('planning')?.stage, at('planning')?.plan], ['planning', undefined]);
  assert.deepEqual([at('writing')?.stage, at('writing')?.plan], ['planned', 'P1']);
});

// Constraints
const asked = after(done, constraintAdded());
const answer = (change: object = {}) =>
  ({
    do: 'answerConstraint',
    ...c,
    constraint: 'C1',
    touches: ['T1', 'T2'],
    recheck: ['T1'],
    says: 'kept',
    ...change,
  }) as const;
gives(
  'what a constraint changes',
  asked,
  answer(),
  {type: 'constraint.answered', touches: [T1, T2], recheck: [T1], says: 'kept'},
  {type: 'task.reopened', task: T1, at: 'reviewing', why: 'to be checked again: C1 came in since'},
  {type: 'tool.returned', output: 'C1 is answered; checked again: T1'},
);
refuses('a note before it is answered', asked, {do: 'writeNote', ...c, text: 'heard'}, /C1 has no answer yet/);
refuses('a constraint that is none', asked, answer({constraint: 'C7'}), /there is no constraint C7/);
refuses('an answer without words', asked, answer({says: ' '}), /say what changes/);
refuses('an unfinished task to be checked again', asked, answer({recheck: ['T2']}), /T2 is not finished \(waiting\)/);
refuses(
  'a second answer',
  after(asked, {type: 'constraint.answered', constraint: 'C1' as never, touches: [], recheck: [], says: 'so'}),
  answer(),
  /answered already/,
);
test('what is checked again is the committed work, under the constraint, and ends without a second commit', () => {
  const again: Event = {type: 'task.reopened', task: T1, at: 'reviewing', why: 'C1'};
  const free = after(asked, again, {
    type: 'constraint.answered',
    constraint: 'C1' as never,
    touches: [],
    recheck: [],
    says: 's',
  });
  const idle = after(free, {type: 'assignment.ended', assignment: A1, how: 'finished', why: ''});
  const due = dueOf(idle);
  assert.deepEqual(due, {do: 'advance', task: T1});
  const decision = decide(idle, {do: 'advance', task: T1});
  assert.ok(!isRefusal(decision));
  const reviewing = after(idle, ...decision);
  assert.deepEqual([reviewing.tasks[0]?.stage, reviewing.tasks[0]?.submitted], ['reviewing', tree]);
  assert.deepEqual(dueOf(reviewing), {do: 'describeChange', task: T1});
  const asked2 = decide(reviewing, {do: 'describeChange', task: T1});
  assert.deepEqual(asked2, [{type: 'change.asked', task: T1, tree, since: 'c0ffee'}]);
  const passed = after(reviewing, described(), judged('approve', {constraintRevision: 1}), advanced('running'));
  assert.deepEqual(dueOf(passed), {do: 'advance', task: T1});
  const over = decide(passed, {do: 'advance', task: T1});
  assert.ok(!isRefusal(over) && over[0]?.type === 'task.advanced' && over[0].stage === 'done', JSON.stringify(over));
});

// What calls it
const news = (...events: readonly Event[]): State =>
  stateOf(started(), ...poweredUp, created(), advanced('writing'), created(T2), ...events);
const busy: readonly Event[] = [
  assigned('executor', 'write', A2),
  {type: 'agent.paused', role: 'executor'},
  {type: 'agent.paused', role: 'planner'},
];
const called2 = {do: 'startAssignment', role: 'scheduler', purpose: 'heed'};
test('it is called for a task that ended, a constraint and a redirect', () => {
  const redirect: Event = {
    type: 'message.queued',
    message: 'M1' as never,
    to: 'executor',
    about: 'redirect',
    text: 't',
  };
  for (const event of [advanced('failed'), constraintAdded(), redirect]) {
    assert.deepEqual(dueOf(news(...busy, event)), called2, event.type);
  }
  assert.equal(dueOf(news(...busy)), null);
});
test('what comes up while it is at work is one more turn together, and is told then', () => {
  const state = news(...busy, advanced('failed'), assigned('scheduler', 'heed', A1, null));
  assert.deepEqual(state.assignments.find(({id}) => id === A1)?.news, [{kind: 'ended', task: T1}]);
  const more = after(state, advanced('done', T2), created(taskId(3)));
  assert.deepEqual(more.news, [{kind: 'ended', task: T2}]);
});
test('a constraint that comes in when all is done is heard before the end', () => {
  const over = stateOf(
    started(),
    ...poweredUp,
    created(),
    advanced('done'),
    assigned('scheduler', 'conclude', A1, null),
    constraintAdded(),
  );
  const free = after(over, {type: 'assignment.ended', assignment: A1, how: 'finished', why: ''});
  assert.deepEqual(dueOf(free), called2);
});
test('what it does not answer is answered by the house, so that it is not called for ever', () => {
  const stuck = after(asked, {type: 'tool.returned', call: call(), ok: true, output: ''});
  const decision = decide(stuck, {do: 'giveUp', assignment: A1, why: '2 answers in a row called no tool'});
  assert.ok(!isRefusal(decision));
  assert.equal(
    after(stuck, ...decision).constraints[0]?.answer?.says,
    'the Scheduler is stuck: 2 answers in a row called no tool',
  );
});
test('a constraint in other words has no answer any more', () => {
  const answered = after(asked, {
    type: 'constraint.answered',
    constraint: 'C1' as never,
    touches: [],
    recheck: [],
    says: 's',
  });
  const edited = after(answered, {
    type: 'constraint.edited',
    constraint: 'C1' as never,
    ...{text: 'other', strength: 'must', scope: {kind: 'all'}},
  });
  assert.equal(edited.constraints[0]?.answer, undefined);
});
