// What a role asks for in a session that is played by chance: now and then what is not its own to ask for.
import type {ToolCommand} from '../../src/core/commands.ts';
import type {Assignment} from '../../src/core/entities.ts';
import {unexplainedCrash} from '../../src/core/hypotheses.ts';
import type {CallId} from '../../src/core/ids.ts';
import {reviewPasses} from '../../src/core/review.ts';
import {untriedFindings} from '../../src/core/reviews.ts';
import type {State} from '../../src/core/state.ts';
import {unansweredConstraints} from '../../src/core/unanswered.ts';
import {verifierTools} from './random-opinion.ts';
import {approach} from './states.ts';

export type Draw = (below: number) => number;

export function toolCommand(state: State, assignment: Assignment, call: CallId, draw: Draw): ToolCommand {
  const role = draw(12) === 0 ? 'reviewer' : assignment.role;
  const own = callsOf(state, role, assignment, call, draw);
  return own[draw(own.length)] ?? {do: 'writeNote', call, text: 'x'};
}

function callsOf(
  state: State,
  role: Assignment['role'],
  assignment: Assignment,
  call: CallId,
  draw: Draw,
): readonly ToolCommand[] {
  switch (role) {
    case 'scheduler':
      return schedulerCalls(state, assignment, call, draw);
    case 'planner':
      return plannerCalls(call, draw);
    case 'executor':
      return executorCalls(state, assignment, call, draw);
    case 'reviewer':
      return reviewerCalls(state, assignment, call, draw);
    case 'verifier':
      return verifierTools(state, call);
    default:
      return role satisfies never;
  }
}

function schedulerCalls(state: State, {purpose}: Assignment, call: CallId, draw: Draw): readonly ToolCommand[] {
  const note: ToolCommand = {do: 'writeNote', call, text: 'noted'};
  if (purpose === 'breakDown') {
    return [
      {do: 'createTasks', call, tasks: [newTask('a', []), newTask('b', ['a'])]},
      {do: 'createTasks', call, tasks: [newTask('a', [])]},
      {do: 'askPerson', call, question: 'which?', choices: []},
    ];
  }
  const task = state.tasks[draw(state.tasks.length || 1)]?.id ?? 'T1';
  const other = state.tasks.at(-1)?.id ?? 'T1';
  const constraint = unansweredConstraints(state)[0];
  const rare: readonly ToolCommand[] = [
    {do: 'splitTask', call, task, tasks: [newTask('a', []), newTask('b', ['a'])], why: 'large'},
    {do: 'orderTasks', call, order: [{task: other, dependsOn: [task]}]},
    {do: 'cancelTask', call, task, why: 'not wanted'},
    {do: 'reopenTask', call, task, at: (['planning', 'writing', 'reviewing'] as const)[draw(3)] ?? 'writing', why: 'w'},
  ];
  if (constraint === undefined) return draw(3) === 0 ? rare : [note];
  const done = state.tasks.filter(({stage}) => stage === 'done').map(({id}) => id);
  return [{do: 'answerConstraint', call, constraint: constraint.id, touches: [task], recheck: done, says: 'so'}, note];
}

function plannerCalls(call: CallId, draw: Draw): readonly ToolCommand[] {
  return [
    {
      do: 'proposePlan',
      call,
      criteria: [{name: 'c', weight: 1}],
      approaches: [approach('a'), approach('b')],
      choice: draw(4) === 0 ? 'z' : 'a',
      why: 'w',
      lost: [{approach: 'b', why: 'l'}],
    },
    {do: 'useTool', call, tool: {tool: 'searchKernel', query: 'kmalloc'}},
  ];
}

function executorCalls(state: State, {task}: Assignment, call: CallId, draw: Draw): readonly ToolCommand[] {
  const cause = draw(3) === 0 ? 'the same again' : `cause ${draw(1000)} ${draw(1000)} ${draw(1000)}`;
  const explain: ToolCommand = {
    do: 'stateHypothesis',
    call,
    cause,
    evidence: ['RIP'],
    places: ['a.c:1'],
    expects: 'none',
  };
  if (task !== undefined && unexplainedCrash(state, task) !== null && draw(4) > 0) return [explain];
  const isOpen = state.hypotheses.some((one) => one.task === task && one.standing.kind === 'open');
  if (isOpen && draw(3) > 0)
    return [
      {do: 'build', call},
      {do: 'tryOnTarget', call},
    ];
  return [
    explain,
    {do: 'useTool', call, tool: {tool: 'writeFile', path: 'a.c', content: 'x'}},
    {do: 'build', call},
    {do: 'build', call},
    {do: 'tryOnTarget', call},
    {do: 'submitWork', call, summary: 's'},
    {do: 'submitWork', call, summary: 's'},
    {do: 'askPerson', call, question: 'how?', choices: ['so', 'or so']},
  ];
}

function reviewerCalls(state: State, assignment: Assignment, call: CallId, draw: Draw): readonly ToolCommand[] {
  const task = state.tasks.find(({id}) => id === assignment.task);
  const untried = task === undefined ? undefined : untriedFindings(state, task)[0];
  if (assignment.purpose === 'disprove' && untried !== undefined) {
    return [{do: 'judgeFinding', call, finding: untried.id, stands: draw(2) === 0, why: 'read'}];
  }
  const finished = state.reviews.find((review) => review.assignment === assignment.id)?.passes ?? [];
  const pass = reviewPasses[finished.length];
  const finding: ToolCommand = {
    do: 'reportFinding',
    call,
    severity: draw(2) === 0 ? 'major' : 'note',
    class: 'leak',
    file: 'a.c',
    line: draw(9) + 1,
    claim: 'c',
    evidence: 'e',
    requirement: 'a byte ring',
  };
  if (pass !== undefined) {
    const finish: ToolCommand = {do: 'finishPass', call, pass, lookedAt: 'a.c'};
    return [finish, finish, finish, finish, finish, finding];
  }
  return [
    {do: 'giveVerdict', call, verdict: 'approve', summary: 's', resolved: state.findings.map(({id}) => id)},
    {do: 'giveVerdict', call, verdict: 'change', summary: 's', resolved: []},
  ];
}

function newTask(key: string, dependsOn: readonly string[]) {
  return {key, title: `task ${key}`, goal: 'g', acceptance: 'accept', dependsOn} as const;
}
