// What is due, from what is true: from stage to stage, and nothing while a person is asked, all is paused or a fault is open.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {HouseCommand} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {defaultLimits} from '../../src/core/limits.ts';
import {initialState, type State} from '../../src/core/state.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  constraintAdded,
  crashed,
  created,
  described,
  found,
  judged,
  notAccepted,
  openGate,
  otherTree,
  planned,
  poweredUp,
  ran,
  report,
  started,
  stateOf,
  submitted,
  tree as submittedTree,
  T1,
  T2,
} from './states.ts';

/** What is due must also be allowed; `because` is why a task moves, `stage` where to. */
function due(what: string, state: State, expected: HouseCommand | null, leadsTo: Partial<Event> = {}): void {
  test(`${what}: ${expected === null ? 'nothing is due' : `${expected.do} is due`}`, () => {
    const command = dueOf(state);
    assert.deepEqual(command, expected);
    if (command === null || command.do === 'carryOutCall') return;
    const decision = decide(state, command);
    assert.ok(!isRefusal(decision), JSON.stringify(decision));
    assert.deepEqual({...decision[0], ...leadsTo}, decision[0]);
  });
}

const advance = (task = T1): HouseCommand => ({do: 'advance', task});
const start = (
  role: 'scheduler' | 'planner' | 'executor' | 'reviewer',
  purpose: Extract<HouseCommand, {do: 'startAssignment'}>['purpose'],
  task?: typeof T1,
): HouseCommand => ({do: 'startAssignment', role, purpose, ...(task === undefined ? {} : {task})});
const to = (stage: State['tasks'][number]['stage']): Partial<Event> => ({type: 'task.advanced', stage});

const base: readonly Event[] = [started(), ...poweredUp];
const at = (stage: State['tasks'][number]['stage'], ...events: readonly Event[]): State =>
  stateOf(...base, created(), advanced(stage), ...events);
const house = (more: Partial<Event> = {}): Event =>
  ({type: 'question.asked', question: 'Q1', by: 'house', text: 't', choices: [], ...more}) as Event;
const paused = (role: 'scheduler' | 'planner' | 'executor' | 'reviewer'): Event => ({type: 'agent.paused', role});

due('before the start', initialState, null);
due('at the start', stateOf(started()), {do: 'powerOn'});
due(
  'while it is powered on',
  stateOf(started(), {type: 'power.requested', act: 'on', by: 'house'}),
  start('scheduler', 'breakDown'),
);
due(
  'after a target that never came up',
  stateOf(started(), {type: 'power.requested', act: 'on', by: 'house'}, {type: 'power.ended', act: 'on'}),
  {do: 'powerOn'},
);
due('after a target that died', stateOf(...base, {type: 'target.died', why: 'w'}), start('scheduler', 'breakDown'));
due('with no tasks', stateOf(...base), start('scheduler', 'breakDown'));
due('with no tasks, and the person asked', stateOf(...base, house()), null);
due('while all is paused', stateOf(...base, {type: 'session.paused', why: 'w'}), null);
due('while a fault is open', stateOf(...base, fault()), null);
due(
  'when it is cleared',
  stateOf(...base, fault(), {type: 'fault.cleared', fault: 'X1' as never}),
  start('scheduler', 'breakDown'),
);
due('with the Scheduler paused', stateOf(...base, paused('scheduler')), null);

due('waiting', at('waiting'), advance(), to('planning'));
due('waiting, the Planner paused', at('waiting', paused('planner')), null);
due('planning', at('planning'), start('planner', 'plan', T1));
due('planning, the person asked', at('planning', house({task: T1} as never)), null);
due('planning, with a plan', at('planning', planned()), advance(), to('planned'));
due('planned', at('planned', planned()), advance(), to('writing'));
due(
  'planned, the folder taken',
  stateOf(...base, created(), created(T2), advanced('writing'), paused('executor'), advanced('planned', T2)),
  null,
);
due(
  'planned, its dependency not done',
  stateOf(
    ...base,
    created(),
    created(T2, {dependsOn: [T1]}),
    advanced('writing'),
    paused('executor'),
    advanced('planned', T2),
  ),
  null,
);
due(
  'planned, its dependency done',
  stateOf(...base, created(), created(T2, {dependsOn: [T1]}), advanced('done'), advanced('planned', T2)),
  advance(T2),
  to('writing'),
);
const hopeless = (stage: 'waiting' | 'planned'): State =>
  stateOf(...base, created(), created(T2, {dependsOn: [T1]}), advanced('failed'), advanced(stage, T2));
for (const stage of ['waiting', 'planned'] as const) {
  due(
    `${stage}, its dependency failed`,
    hopeless(stage),
    {do: 'failTask', task: T2, why: 'it depends on T1, which failed'},
    to('failed'),
  );
}
due('writing', at('writing'), start('executor', 'write', T1));
due('writing again after a submission', at('writing', ...handedIn()), start('executor', 'mend', T1));
due('writing with a finding open', at('writing', found()), start('executor', 'mend', T1));
due(
  'writing, sent back too often',
  at('writing', ...Array(4).fill(judged('change'))),
  failing('the Reviewer sent it back 4 times'),
  {type: 'question.asked'},
);
due(
  'writing, crashed too often',
  at('writing', ...times(5, (ordinal) => ran({ordinal, trial: true, verdict: crashed, reports: [report]}))),
  failing('it brought the target down 5 times'),
);
due(
  'writing, not accepted too often',
  at('writing', ...times(3, (ordinal) => ran({ordinal, verdict: notAccepted}))),
  failing('it was not accepted 3 times after an approval'),
);
due(
  'writing, all builds spent',
  at('writing', ...times(20, (ordinal) => built({ordinal}))),
  failing('20 builds were spent'),
);
due(
  'writing, reopened by the person',
  after(at('writing', ...times(20, (ordinal) => built({ordinal}))), {type: 'task.reopened', task: T1}),
  start('executor', 'write', T1),
);

const few = {...defaultLimits, buildsPerTask: 1};
const atBoundary = (...events: readonly Event[]): State =>
  stateOf(
    started({limits: few}),
    ...poweredUp,
    created(),
    advanced('writing'),
    assigned('executor', 'write'),
    ...called(['x']),
    ...events,
    {type: 'tool.returned', call: call(), ok: true, output: 'r'},
  );
due('the last build was clean', atBoundary(...built()), {do: 'askModel', assignment: A1});
due(
  'the last build failed',
  atBoundary(...built({kind: 'failed'})),
  {do: 'giveUp', assignment: A1, why: '1 builds were spent'},
  {type: 'assignment.ended', how: 'stuck'},
);
due(
  'the last build failed, the Executor paused',
  after(atBoundary(...built({kind: 'failed'})), paused('executor')),
  null,
);

due('reviewing', at('reviewing', ...handedIn()), start('reviewer', 'review', T1));
due('reviewing, approved', at('reviewing', ...handedIn(), judged('approve')), advance(), to('running'));
due('reviewing, sent back', at('reviewing', ...handedIn(), found(), judged('change')), advance(), {
  ...to('writing'),
  because: 'sent back by the Reviewer: F1',
} as never);
due(
  'reviewing, approved under older constraints',
  at('reviewing', ...handedIn(), judged('approve'), constraintAdded(1, {standing: 'inForce'}), ...scheduled()),
  start('reviewer', 'review', T1),
);
due(
  'reviewing, another tree approved',
  at('reviewing', ...handedIn(), judged('approve', {of: otherTree})),
  start('reviewer', 'review', T1),
);

const approved = [...handedIn(), judged('approve')];
due('running', at('running', ...approved), {do: 'startRun', task: T1}, {type: 'run.started'});
due('running, the run under way', at('running', ...approved, ...ran().slice(0, 1)), null);
due('running, accepted', at('running', ...approved, ...ran()), advance(), to('committing'));
due('running, not accepted', at('running', ...approved, ...ran({verdict: notAccepted})), advance(), to('writing'));
due(
  'running, crashed',
  at('running', ...approved, ...ran({verdict: crashed, reports: [report]})),
  advance(),
  to('writing'),
);
due('running, interrupted', at('running', ...approved, ...ran({verdict: {kind: 'interrupted'}})), {
  do: 'startRun',
  task: T1,
});
due('running, a fault cleared', at('running', ...approved, ...ran({verdict: {kind: 'fault', why: 'w'}})), {
  do: 'startRun',
  task: T1,
});
due("running, only the Executor's try accepted", at('running', ...approved, ...ran({trial: true})), {
  do: 'startRun',
  task: T1,
});
due(
  'running, the approval stale before the run',
  at('running', ...approved, constraintAdded(), ...scheduled()),
  advance(),
  to('reviewing'),
);
due(
  'running, accepted but the approval stale',
  at('running', ...approved, ...ran(), constraintAdded(), ...scheduled()),
  advance(),
  to('reviewing'),
);
due(
  'running, not accepted and the approval stale',
  at('running', ...approved, ...ran({verdict: notAccepted}), constraintAdded(), ...scheduled()),
  advance(),
  to('writing'),
);

const committing = stateOf(...openGate, advanced('committing'));
due('committing', committing, {do: 'startCommit', task: T1}, {type: 'commit.started'});
due('committing, the commit under way', after(committing, commitStarted()), null);
due('committing, the core came back', after(committing, commitStarted(), {type: 'session.reopened', lostEvents: 0}), {
  do: 'startCommit',
  task: T1,
});
due(
  'committing, committed',
  after(committing, commitStarted(), {type: 'commit.ended', task: T1, commit: 'c0ffee'}),
  advance(),
  to('done'),
);
due(
  'committing, a constraint in between',
  after(committing, constraintAdded(), ...scheduled()),
  advance(),
  to('reviewing'),
);
due('committing, a finding in between', after(committing, found()), advance(), to('writing'));

due('a message for the Scheduler', at('writing', paused('executor'), queued()), start('scheduler', 'heed'));
due('all done', at('done'), start('scheduler', 'conclude'));
due(
  'all done and summed up',
  at('done', ...scheduled('conclude')),
  {do: 'conclude'},
  {type: 'session.ended', outcome: 'accepted'},
);
due(
  'one failed and summed up',
  at('failed', ...scheduled('conclude')),
  {do: 'conclude'},
  {type: 'session.ended', outcome: 'not-accepted'},
);
due('the end', stateOf(...base, ended()), null);

test('the Planner plans the next task while the Executor writes and the Reviewer reads', () => {
  const state = stateOf(
    ...[...base, created(), created(T2), advanced('writing'), assigned('executor', 'write')],
    ...[...called(['x']), {type: 'tool.started', call: call()} as Event],
  );
  assert.deepEqual(dueOf(state), advance(T2));
  assert.deepEqual(dueOf(after(state, advanced('planning', T2))), start('planner', 'plan', T2));
});

test('what is due for one role is not kept back by another that waits', () => {
  const waits: readonly Event[] = [
    assigned('executor', 'write'),
    ...called(['ask_person']),
    house({by: 'executor', call: call()} as never),
  ];
  assert.deepEqual(dueOf(at('writing', ...waits, created(T2))), advance(T2));
});

function failing(why: string): HouseCommand {
  return {do: 'failTask', task: T1, why};
}

function times(count: number, make: (ordinal: number) => readonly Event[]): readonly Event[] {
  return Array.from({length: count}, (_, index) => make(index + 1)).flat();
}

/** The Scheduler has been given something to do, and has done it. */
function scheduled(purpose: 'heed' | 'conclude' = 'heed'): readonly Event[] {
  return [
    {type: 'assignment.started', assignment: 'A9' as never, role: 'scheduler', purpose},
    {type: 'assignment.ended', assignment: 'A9' as never, how: 'finished', why: 'noted'},
  ];
}

function fault(): Event {
  return {type: 'fault.raised', fault: 'X1' as never, source: 'model', what: 'w', help: 'h'};
}

function queued(): Event {
  return {type: 'message.queued', message: 'M1' as never, to: 'scheduler', about: 'constraint', text: 't'};
}

function handedIn(): readonly Event[] {
  return [...built(), submitted(), described()];
}

function commitStarted(): Event {
  return {type: 'commit.started', task: T1, tree: submittedTree, message: 'm'};
}

function ended(): Event {
  const none = {builds: 0, runs: 0, oopses: 0, panics: 0, hangs: 0, watchdogReboots: 0, pstoreRecords: 0};
  return {type: 'session.ended', outcome: 'stopped', why: 'w', ...none, commit: null};
}
