// What a role's call may bring about: the rights of each role, and the words where it is not allowed or not yet possible.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {NewTask, ToolCommand} from '../../src/core/commands.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {openMax} from '../../src/core/limits.ts';
import type {RoleToolCommand} from '../../src/core/role-commands.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {after, approach, atCallOf, built, call, otherTree, statementAnswered, T1, T2, tape} from './states.ts';

const c = call();

type Do = Exclude<ToolCommand['do'], RoleToolCommand['do']>;

/** One of each, as good as it can be; those about the roles' own work have tests of their own. */
const commands: Readonly<Record<Do, ToolCommand>> = {
  createTasks: {do: 'createTasks', call: c, tasks: [newTask('a')]},
  writeNote: {do: 'writeNote', call: c, text: 'noted'},
  askPerson: {do: 'askPerson', call: c, question: 'which?', choices: ['a', 'b']},
  proposePlan: {
    do: 'proposePlan',
    call: c,
    criteria: [{name: 'simple', weight: 1}],
    approaches: [approach('mutex'), approach('kfifo')],
    choice: 'mutex',
    why: 'simple',
    lost: [{approach: 'kfifo', why: 'it drops the newest'}],
  },
  useTool: {do: 'useTool', call: c, tool: {tool: 'searchKernel', query: 'kfifo'}},
  build: {do: 'build', call: c},
  tryOnTarget: {do: 'tryOnTarget', call: c},
  submitWork: {do: 'submitWork', call: c, summary: 'the ring'},
  reportFinding: {
    do: 'reportFinding',
    call: c,
    severity: 'major',
    class: 'leak',
    file: 'ringlog.c',
    line: 9,
    claim: 'a leak',
    evidence: 'see',
    requirement: 'nothing is left behind',
  },
  giveVerdict: {do: 'giveVerdict', call: c, verdict: 'approve', summary: 'read', resolved: []},
  answerStatement: {
    do: 'answerStatement',
    call: c,
    statement: 'O1.1',
    verdict: 'confirmed',
    places: [{file: 'ringlog.c', line: 9}],
    says: 'the lock is held',
  },
  concludeOpinion: {do: 'concludeOpinion', call: c, summary: 'it holds'},
};

const write: ToolCommand = {do: 'useTool', call: c, tool: {tool: 'writeFile', path: 'a.c', content: ''}};
const replace: ToolCommand = {do: 'useTool', call: c, tool: {tool: 'replaceInFile', path: 'a.c', old: 'a', new: 'b'}};

const rights: readonly (readonly [ToolCommand, readonly Role[]])[] = [
  [commands.createTasks, ['scheduler']],
  [commands.writeNote, ['scheduler']],
  [commands.askPerson, ['scheduler', 'planner', 'executor']],
  [commands.proposePlan, ['planner']],
  [commands.useTool, ['planner', 'executor', 'reviewer', 'verifier']],
  [write, ['executor']],
  [replace, ['executor']],
  [{do: 'useTool', call: c, tool: {tool: 'applyPatch', patch: ''}}, ['executor']],
  [commands.build, ['executor']],
  [commands.tryOnTarget, ['executor']],
  [commands.submitWork, ['executor']],
  [commands.reportFinding, ['reviewer']],
  [commands.giveVerdict, ['reviewer']],
  [commands.answerStatement, ['verifier']],
  [commands.concludeOpinion, ['verifier']],
];

for (const [command, allowed] of rights) {
  const name = command.do === 'useTool' ? command.tool.tool : command.do;
  test(`${name} is for the ${allowed.join(', ')} alone`, () => {
    for (const role of roles) {
      const decision = decide(readyFor(role), command);
      const isDenied = isRefusal(decision) && /^the \w+ may not do this; it is for the /.test(decision.refused);
      assert.equal(isDenied, !allowed.includes(role), role);
      if (allowed.includes(role)) assert.ok(!isRefusal(decision), `${role}: ${JSON.stringify(decision)}`);
    }
  });
}

test('a call that is not open any more brings nothing about', () => {
  const state = after(atCallOf('executor'), {type: 'tool.returned', call: c, ok: true, output: ''});
  assert.deepEqual(decide(state, commands.build), {refused: 'call A1.1.1 is not open any more'});
});

test('every tool command is tried here', () => {
  assert.deepEqual(new Set(rights.map(([command]) => command.do)), new Set(Object.keys(commands)));
});

// Tasks
const scheduler = atCallOf('scheduler');
const tasks = (...of: readonly NewTask[]): ToolCommand => ({do: 'createTasks', call: c, tasks: of});

refuses('no tasks', scheduler, tasks(), /name at least one task/);
refuses('two tasks of one key', scheduler, tasks(newTask('a'), newTask('a')), /two tasks have the same key/);
refuses('a task without a title', scheduler, tasks({...newTask('a'), title: ' '}), /every task needs a title/);
refuses(
  'a task that depends on a later one',
  scheduler,
  tasks({...newTask('a'), dependsOn: ['b']}, newTask('b')),
  /"a" depends on b; a task can depend only on tasks that stand before it/,
);
refuses('a task that depends on itself', scheduler, tasks({...newTask('a'), dependsOn: ['a']}), /"a" depends on a/);
refuses(
  'too many tasks',
  scheduler,
  tasks(...Array.from({length: 12}, (_, index) => newTask(`${index}`))),
  /12 tasks are more than the 11 that are left/,
);
refuses(
  'tasks of which none is accepted',
  {...scheduler, tasks: []},
  tasks({...newTask('a'), acceptance: 'load'}),
  /must have the acceptance "accept"/,
);
gives(
  'tasks are named in the order given, their keys made ids',
  scheduler,
  tasks(newTask('a'), {...newTask('b'), dependsOn: ['a']}),
  {type: 'task.created', task: T2, dependsOn: []},
  {type: 'task.created', task: 'T3' as never, dependsOn: [T2]},
  {type: 'tool.returned', ok: true, output: 'created:\nT2 task a\nT3 task b'},
);
refuses('a note without words', scheduler, {do: 'writeNote', call: c, text: ' '}, /a note needs words/);
gives(
  'a note ends what the Scheduler was set to',
  scheduler,
  commands.writeNote,
  {type: 'note.written'},
  {},
  {
    type: 'assignment.ended',
  },
);
gives(
  'a note alone does not end the breaking down',
  {...scheduler, tasks: []},
  commands.writeNote,
  {type: 'note.written'},
  {type: 'tool.returned'},
);

// Questions
refuses('a question without words', scheduler, {do: 'askPerson', call: c, question: ' ', choices: []}, /needs words/);
refuses('a question on a tape', atCallOf('scheduler', {label: tape}), commands.askPerson, /nobody is there to answer/);
refuses(
  'a question where nobody is there',
  atCallOf('planner', {attended: false}),
  commands.askPerson,
  /nobody is there to answer; decide yourself/,
);
gives('a question waits for the person', scheduler, commands.askPerson, {
  type: 'question.asked',
  by: 'scheduler',
  call: c,
});

// Plans
const planner = atCallOf('planner');
const plan = (change: Partial<Extract<ToolCommand, {do: 'proposePlan'}>>): ToolCommand =>
  ({...commands.proposePlan, ...change}) as ToolCommand;
refuses('a plan of one approach', planner, plan({approaches: [approach('mutex')]}), /weighs two or more approaches/);
refuses('a plan without criteria', planner, plan({criteria: []}), /names the criteria/);
refuses('a choice that is none', planner, plan({choice: 'rcu'}), /"rcu" is none of the approaches: mutex, kfifo/);
refuses(
  'two approaches of one name',
  planner,
  plan({approaches: [approach('mutex'), approach('mutex')]}),
  /two approaches have the same name/,
);
refuses(
  'an approach without its scores',
  planner,
  plan({approaches: [approach('mutex'), {...approach('kfifo'), scores: []}]}),
  /"kfifo" has 0 scores for 1 criteria/,
);
refuses(
  'more approaches than anyone weighs',
  planner,
  plan({approaches: Array.from({length: openMax.approaches + 1}, (_, index) => approach(`${index}`))}),
  /at most 8 approaches/,
);
gives(
  'a plan ends the planning',
  planner,
  commands.proposePlan,
  {type: 'plan.proposed', task: T1, choice: 'mutex'},
  {type: 'tool.returned', ok: true},
  {type: 'assignment.ended', why: 'chose mutex'},
);

function readyFor(role: Role): State {
  const state = atCallOf(role);
  if (role === 'verifier') return after(state, statementAnswered(1));
  return role === 'executor' ? after(state, ...built({of: otherTree, ordinal: 2})) : state;
}

function newTask(key: string): NewTask {
  return {key, title: `task ${key}`, goal: 'g', acceptance: 'accept', dependsOn: []};
}
