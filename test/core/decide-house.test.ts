// What the core asks of itself is checked again when it is carried out: the state may have moved on meanwhile.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {HouseCommand} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import type {Event} from '../../src/core/events.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  A2,
  advanced,
  after,
  assigned,
  built,
  called,
  constraintAdded,
  created,
  judged,
  openGate,
  poweredUp,
  started,
  stateOf,
  submitted,
  T1,
  T2,
} from './states.ts';

const open = stateOf(...openGate);
const planning = stateOf(started(), ...poweredUp, created(), advanced('planning'), assigned('planner', 'plan'));
const unattended = stateOf(started({attended: false}), created(), advanced('planning'), assigned('planner', 'plan'));

const ask: HouseCommand = {do: 'askModel', assignment: A1};
gives('a question takes a turn', planning, ask, {type: 'turn.asked', turn: 'A1.1' as never, messages: []});
gives(
  'a question takes the words in that wait for its role, and no others',
  after(planning, queued(1, 'planner'), queued(2, 'executor'), queued(3, 'planner')),
  ask,
  {type: 'turn.asked', messages: ['M1', 'M3'] as never},
);
refuses('a question for an assignment that has ended', planning, {do: 'askModel', assignment: A2}, /no assignment A2/);
refuses('a question while one is asked', after(planning, ...called(['x']).slice(0, 1)), ask, /a turn under way/);
refuses('a question while calls are open', after(planning, ...called(['x'])), ask, /a turn under way/);
refuses(
  'a question of a paused role',
  after(planning, {type: 'agent.paused', role: 'planner'}),
  ask,
  /Planner is paused/,
);
refuses(
  'a question while all is paused',
  after(planning, {type: 'session.paused', why: 'w'}),
  ask,
  /session is paused/,
);
refuses(
  'the end of time while all is paused',
  after(planning, {type: 'session.paused', why: 'w'}),
  {do: 'expire'},
  /paused/,
);
gives(
  'the end of time',
  planning,
  {do: 'expire'},
  {
    type: 'session.ended',
    outcome: 'not-accepted',
    why: 'the 60 minutes of the task are over',
  },
);

const start: HouseCommand = {do: 'startAssignment', role: 'planner', purpose: 'plan', task: T1};
refuses('work for a role that has some', planning, start, /the Planner is at work on A1/);
gives('work for a role', stateOf(started(), created()), start, {type: 'assignment.started', assignment: A1});

const giveUp: HouseCommand = {do: 'giveUp', assignment: A1, why: 'w'};
gives(
  'a role that is stuck: the person is asked about its task',
  planning,
  giveUp,
  {
    type: 'assignment.ended',
    how: 'stuck',
  },
  {type: 'question.asked', by: 'house', task: T1, choices: ['try again', 'give it up']},
);
gives(
  'a role that is stuck where nobody is there',
  unattended,
  giveUp,
  {type: 'assignment.ended'},
  {
    type: 'task.advanced',
    stage: 'failed',
    because: 'the Planner is stuck: w',
  },
);
const breaking = (attended: boolean): State =>
  stateOf(started({attended}), assigned('scheduler', 'breakDown', A1, null));
gives(
  'a Scheduler that is stuck: the person is asked about the whole',
  breaking(true),
  giveUp,
  {},
  {
    type: 'question.asked',
  },
);
gives(
  'a Scheduler that is stuck where nobody is there',
  breaking(false),
  giveUp,
  {},
  {
    type: 'session.ended',
    outcome: 'not-accepted',
  },
);
gives(
  'a Scheduler that is stuck with the summing up',
  stateOf(started(), created(), advanced('done'), assigned('scheduler', 'conclude', A1, null)),
  giveUp,
  {type: 'assignment.ended'},
);
refuses('giving up what has ended', open, giveUp, /no assignment A1 any more/);

gives('a run', {...open, runs: []}, {do: 'startRun', task: T1}, {type: 'run.started', acceptance: 'accept'});
refuses(
  'a run of work that was not submitted',
  stateOf(started(), created()),
  {do: 'startRun', task: T1},
  /no clean build/,
);
refuses(
  'a run without an approval',
  stateOf(started(), created(), ...built(), submitted()),
  {do: 'startRun', task: T1},
  /T1 is not approved/,
);
refuses(
  'a run under an approval that is stale',
  after(open, constraintAdded()),
  {do: 'startRun', task: T1},
  /T1 is not approved/,
);
test('a run that stands behind a commit is told from a try by having no call', () => {
  const decision = decide({...open, runs: []}, {do: 'startRun', task: T1});
  assert.ok(!isRefusal(decision));
  assert.equal(
    decision.some((event) => 'call' in event),
    false,
  );
});

gives(
  'a commit',
  open,
  {do: 'startCommit', task: T1},
  {type: 'commit.started', task: T1, tree: '1111111111111111' as never},
);
refuses(
  'a commit through a closed gate',
  after(open, judged('change')),
  {do: 'startCommit', task: T1},
  /T1 can't be committed: no approval of tree 111111111111/,
);
refuses('anything of a task that is not there', open, {do: 'startCommit', task: T2}, /there is no task T2/);
for (const stage of ['writing', 'done', 'failed'] as const) {
  refuses(`leading on from ${stage}`, after(open, advanced(stage)), {do: 'advance', task: T1}, /nothing leads on/);
}
refuses('planned without a plan', planning, {do: 'advance', task: T1}, /T1 has no plan yet/);
refuses(
  'leading on from a review under an approval that is stale',
  after(open, advanced('reviewing'), constraintAdded()),
  {do: 'advance', task: T1},
  /no verdict on the tree that was submitted, under the constraints as they are/,
);
refuses('done without a commit', after(open, advanced('committing')), {do: 'advance', task: T1}, /not committed yet/);
refuses('an end with tasks open', open, {do: 'conclude'}, /T1 not ended yet/);

const fault: HouseCommand = {do: 'raiseFault', source: 'target', what: 'no QEMU', help: 'install it'};
const raised = after(planning, {
  type: 'fault.raised',
  fault: 'X1' as never,
  source: 'target',
  what: 'no QEMU',
  help: 'h',
});
gives('a fault', planning, fault, {type: 'fault.raised', fault: 'X1' as never, what: 'no QEMU'});
gives('the same fault while it is open', raised, fault);
gives('the same fault once it was cleared', after(raised, {type: 'fault.cleared', fault: 'X1' as never}), fault, {
  type: 'fault.raised',
  fault: 'X2' as never,
});
gives(
  'a fault where nobody can mend it',
  unattended,
  fault,
  {type: 'fault.raised'},
  {
    type: 'session.ended',
    outcome: 'stopped',
    cause: 'fault',
    why: 'no QEMU',
  },
);
refuses('a call that was not read', open, {do: 'carryOutCall', call: 'A1.1.1' as never}, /must first be read/);

function queued(ordinal: number, to: 'planner' | 'executor'): Event {
  return {type: 'message.queued', message: `M${ordinal}` as never, to, about: 'redirect', text: 't'};
}
