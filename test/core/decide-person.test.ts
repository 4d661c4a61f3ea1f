// What the person may do, what comes of it, and the words where it can't be done now.
import type {PersonCommand} from '../../src/core/commands.ts';
import type {Event} from '../../src/core/events.ts';
import {openMax} from '../../src/core/limits.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  atCallOf,
  call,
  constraintAdded,
  created,
  poweredUp,
  report,
  started,
  stateOf,
  T1,
  T2,
  tape,
} from './states.ts';

const running = stateOf(started(), ...poweredUp, created());
const onTape = stateOf(started({label: tape}), ...poweredUp, created());
const ended = after(running, ending());

const paused = after(running, {type: 'session.paused', why: 'by you'});
const plannerPaused = after(running, {type: 'agent.paused', role: 'planner'});
const faulty = after(running, {type: 'fault.raised', fault: 'X1' as never, source: 'model', what: 'w', help: 'h'});
const text = 'take a mutex';

gives('all is paused', running, {do: 'pause', role: 'all'}, {type: 'session.paused'});
gives('one role is paused', running, {do: 'pause', role: 'planner'}, {type: 'agent.paused', role: 'planner'});
refuses('pausing all twice', paused, {do: 'pause', role: 'all'}, /everything is paused already; P goes on/);
refuses('pausing a role twice', plannerPaused, {do: 'pause', role: 'planner'}, /the Planner is paused already/);
gives('all goes on', paused, {do: 'continue', role: 'all'}, {type: 'session.continued'});
gives(
  'a pause at once gives up the answer on its way',
  stateOf(started(), created(), assigned('planner', 'plan'), askedTurn()),
  {do: 'pause', role: 'planner', now: true},
  {type: 'agent.paused', role: 'planner'},
  {type: 'turn.failed', turn: 'A1.1' as never, retryInMs: 0},
);
gives(
  'a pause of all at once lets a call that runs come to its end',
  after(atCallOf('planner'), {type: 'tool.started', call: call(1)}),
  {do: 'pause', role: 'all', now: true},
  {type: 'session.paused'},
);
gives(
  'a pause that waits for an answer is made one at once',
  stateOf(started(), created(), assigned('planner', 'plan'), askedTurn(), {type: 'session.paused', why: 'by you'}),
  {do: 'pause', role: 'all', now: true},
  {type: 'turn.failed'},
);
gives('a role goes on', plannerPaused, {do: 'continue', role: 'planner'}, {type: 'agent.continued', role: 'planner'});
gives('going on clears a fault', faulty, {do: 'continue', role: 'all'}, {type: 'fault.cleared'});
gives(
  'going on clears a fault that came while all was paused',
  after(faulty, {type: 'session.paused', why: 'by you'}),
  {do: 'continue', role: 'all'},
  {type: 'fault.cleared'},
  {type: 'session.continued'},
);
refuses('going on where nothing is paused', running, {do: 'continue', role: 'all'}, /nothing is paused/);
refuses(
  'a role going on that is not paused',
  running,
  {do: 'continue', role: 'executor'},
  /the Executor is not paused/,
);

gives(
  'a redirect is queued',
  running,
  {do: 'redirect', role: 'planner', text: ` ${text} `},
  {type: 'message.queued', to: 'planner', about: 'redirect', text},
);
refuses('a redirect without words', running, {do: 'redirect', role: 'planner', text: ' \n'}, /a redirect needs words/);
refuses(
  'more words than a role can have waiting',
  after(running, ...Array.from({length: openMax.messagesPerRole}, (_, index) => queued(index + 1))),
  {do: 'redirect', role: 'planner', text},
  /16 messages wait for the Planner already/,
);
gives(
  'on a tape a redirect is recorded with that fate',
  onTape,
  {do: 'redirect', role: 'planner', text},
  {type: 'message.queued'},
  {
    type: 'message.refused',
    why: 'recorded, but nobody takes it in: the model is the tape "ringlog", which can\'t answer',
  },
);
const asked = stateOf(started(), created(), assigned('planner', 'plan'), {
  type: 'turn.asked',
  assignment: A1,
  turn: 'A1.1' as never,
  messages: [],
});
gives(
  'a redirect waits for the next boundary',
  asked,
  {do: 'redirect', role: 'planner', text},
  {type: 'message.queued'},
);
gives(
  'a redirect that must be heard now cuts off an answer on its way',
  asked,
  {do: 'redirect', role: 'planner', text, now: true},
  {type: 'message.queued'},
  {type: 'message.urged', by: 'person'},
  {type: 'turn.failed', retryInMs: 0},
);
gives(
  'a redirect leaves the answers of others alone',
  asked,
  {do: 'redirect', role: 'executor', text, now: true},
  {type: 'message.queued'},
  {type: 'message.urged'},
);
gives(
  'a redirect leaves out calls that have not begun, and lets the one that runs end',
  after(atCallOf('planner'), {type: 'tool.started', call: call(1)}),
  {do: 'redirect', role: 'planner', text, now: true},
  {type: 'message.queued'},
  {type: 'message.urged'},
  {type: 'tool.returned', call: call(2), ok: false, output: 'not run: redirected by the person'},
);

gives(
  'a constraint is added, and the Scheduler told',
  running,
  {do: 'addConstraint', text: ' no globals ', strength: 'prefer', scope: {kind: 'task', task: T1}},
  {type: 'constraint.added'},
  {type: 'message.queued', to: 'scheduler', about: 'constraint', text: 'C1: no globals'},
);
gives(
  'on a tape a constraint is recorded',
  onTape,
  {do: 'addConstraint', text: 'no globals', strength: 'must', scope: {kind: 'all'}},
  {type: 'constraint.added'},
  {type: 'message.queued'},
  {type: 'message.refused'},
);
refuses(
  'a constraint without words',
  running,
  {do: 'addConstraint', text: ' ', strength: 'must', scope: {kind: 'all'}},
  /a constraint needs words/,
);
refuses(
  'a constraint on a task that is not there',
  running,
  {do: 'addConstraint', text: 'x', strength: 'must', scope: {kind: 'task', task: T2}},
  /there is no task T2/,
);
refuses(
  'more constraints than can be kept in mind',
  after(running, ...Array.from({length: openMax.constraints}, (_, index) => constraintAdded(index + 1))),
  {do: 'addConstraint', text: 'x', strength: 'must', scope: {kind: 'all'}},
  /64 constraints stand already; lift one first/,
);
const constrained = after(running, constraintAdded());
gives(
  'a constraint is lifted',
  constrained,
  {do: 'liftConstraint', constraint: 'C1' as never},
  {type: 'constraint.lifted'},
  {type: 'message.queued', to: 'scheduler', about: 'constraint', text: 'C1 was lifted; it said: no globals'},
);
refuses('lifting what is not there', running, {do: 'liftConstraint', constraint: 'C9' as never}, /no constraint C9/);
refuses(
  'lifting twice',
  after(constrained, {type: 'constraint.lifted', constraint: 'C1' as never}),
  {do: 'liftConstraint', constraint: 'C1' as never},
  /C1 is lifted already/,
);

const off = stateOf(started());
gives('a target that is off is powered on', off, {do: 'resetTarget'}, {type: 'power.requested', act: 'on'});
gives(
  'a target that is up is reset',
  running,
  {do: 'resetTarget'},
  {type: 'power.requested', act: 'reset', by: 'person'},
);
gives(
  'a panicked target is reset',
  after(running, {type: 'target.panicked', report}),
  {do: 'resetTarget'},
  {
    type: 'power.requested',
    act: 'reset',
  },
);
gives(
  'a target in an unknown state is reset',
  after(running, {type: 'target.lost', why: 'w'}),
  {do: 'resetTarget'},
  {
    act: 'reset',
  },
);
refuses(
  'a reset while it is switched',
  after(off, {type: 'power.requested', act: 'on', by: 'house'}),
  {do: 'resetTarget'},
  /being switched already \(on\)/,
);
refuses(
  'a reset that would cost the crash record',
  after(running, {type: 'target.wasReset', cause: 'panic'}),
  {do: 'resetTarget'},
  /rebooting already; a reset now would cost the crash record/,
);
refuses(
  'a reset during the harvest',
  after(running, {type: 'target.harvestStarted', boot: 2, bootStatus: 0}),
  {do: 'resetTarget'},
  /harvesting already/,
);

const taskQuestion = after(running, advanced('writing'), question('Q1', {task: T1}));
const wholeQuestion = stateOf(started(), question('Q1'));
const answers = (answer: string): PersonCommand => ({do: 'answer', question: 'Q1' as never, answer});

gives(
  '"try again" reopens the task',
  taskQuestion,
  answers('try again'),
  {type: 'question.answered'},
  {
    type: 'task.reopened',
  },
);
gives(
  'other words reopen the task, and reach whoever takes it up',
  taskQuestion,
  answers(text),
  {type: 'question.answered'},
  {type: 'task.reopened'},
  {type: 'message.queued', to: 'executor', text},
);
gives(
  'words about a plan reach the Planner',
  after(running, advanced('planning'), question('Q1', {task: T1})),
  answers(text),
  {type: 'question.answered'},
  {type: 'task.reopened'},
  {type: 'message.queued', to: 'planner'},
);
gives(
  'words about a review reach the Reviewer',
  after(running, advanced('reviewing'), question('Q1', {task: T1})),
  answers(text),
  {type: 'question.answered'},
  {type: 'task.reopened'},
  {type: 'message.queued', to: 'reviewer'},
);
gives(
  '"give it up" fails the task',
  taskQuestion,
  answers('give it up'),
  {type: 'question.answered'},
  {
    type: 'task.advanced',
    stage: 'failed',
    because: 'given up by the person',
  },
);
gives('"try again" about the whole starts the Scheduler anew', wholeQuestion, answers('try again'), {
  type: 'question.answered',
});
gives(
  'other words about the whole reach the Scheduler',
  wholeQuestion,
  answers(text),
  {type: 'question.answered'},
  {type: 'message.queued', to: 'scheduler'},
);
gives(
  '"give it up" about the whole ends the session',
  wholeQuestion,
  answers('give it up'),
  {type: 'question.answered'},
  {type: 'session.ended', outcome: 'not-accepted'},
);
gives(
  "an answer to a role's question is its call's result",
  after(atCallOf('planner'), question('Q1', {by: 'planner', call: call(1)})),
  answers('yes'),
  {type: 'question.answered', answer: 'yes'},
  {type: 'tool.returned', call: call(1), ok: true, output: 'The person answers: yes'},
);
refuses('an answer to nothing', running, answers('yes'), /there is no question Q1/);
refuses('an answer without words', taskQuestion, answers(' '), /an answer needs words/);
refuses(
  'a second answer',
  after(taskQuestion, {type: 'question.answered', question: 'Q1' as never, answer: 'so'}),
  answers('yes'),
  /question Q1 was answered: so/,
);

gives(
  'a stop ends the session',
  running,
  {do: 'stop', cause: 'interrupt', why: 'ctrl-c'},
  {
    type: 'session.ended',
    outcome: 'stopped',
    cause: 'interrupt',
    why: 'ctrl-c',
  },
);
for (const command of [
  {do: 'pause', role: 'all'},
  {do: 'redirect', role: 'planner', text},
  {do: 'resetTarget'},
  {do: 'stop', cause: 'person', why: 'x'},
] as const) {
  refuses(`${command.do} after the end`, ended, command, /the session has ended: over/);
}

function askedTurn(): Event {
  return {type: 'turn.asked', assignment: A1, turn: 'A1.1' as never, messages: []};
}

function question(id: string, more: Partial<Extract<Event, {type: 'question.asked'}>> = {}): Event {
  return {type: 'question.asked', question: id as never, by: 'house', text: 'stuck', choices: [], ...more};
}

function queued(ordinal: number): Event {
  return {type: 'message.queued', message: `M${ordinal}` as never, to: 'planner', about: 'redirect', text: 't'};
}

function ending(): Event {
  const none = {builds: 0, runs: 0, oopses: 0, panics: 0, hangs: 0, watchdogReboots: 0, pstoreRecords: 0};
  return {type: 'session.ended', outcome: 'accepted', why: 'over', ...none, commit: null};
}
