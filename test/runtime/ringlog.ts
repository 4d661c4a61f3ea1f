// A story for the tests, told by test doubles: one task, a build that fails, a module that crashes, a review that sends it
// back, and an acceptance. And a model that can go on from anywhere in it.

import {defaultExamine} from '../../src/core/examine-settings.ts';
import {unexplainedCrash} from '../../src/core/hypotheses.ts';
import {reviewPasses} from '../../src/core/review.ts';
import type {Role} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import type {TargetEvent} from '../../src/core/target-events.ts';
import {unansweredConstraints} from '../../src/core/unanswered.ts';
import type {BuildOutcome, Model} from '../../src/ports.ts';
import {leak} from '../core/examined-states.ts';
import {report} from '../core/states.ts';
import {type Call, type Script, says} from './script.ts';
import {accepted, builtWell, type Machines, ranWell, type TestRun} from './world.ts';

const approach = {
  ...{summary: 's', algorithms: 'a', dataStructures: 'd', locking: 'l', lifetime: 'f', risks: ['r'], scores: [5]},
  kernelApi: [{name: 'kmalloc', header: 'linux/slab.h'}],
};

export const createTask: Call = [
  'create_tasks',
  {tasks: [{key: 'ring', title: 'the ring', goal: 'it holds bytes', acceptance: 'accept', dependsOn: []}]},
];

export const plan: Call = [
  'propose_plan',
  {
    criteria: [{name: 'simple', weight: 1}],
    approaches: [
      {...approach, name: 'mutex'},
      {...approach, name: 'lock-free'},
    ],
    choice: 'mutex',
    why: 'simple',
    lost: [{approach: 'lock-free', why: 'hard to review'}],
  },
];

export const write = (content: string): Call => ['write_file', {path: 'ringlog.c', content}];
export const submit: Call = ['submit_work', {summary: 'the ring'}];
export const finding: Call = [
  'report_finding',
  {
    severity: 'major',
    class: 'leak',
    file: 'ringlog.c',
    line: 3,
    claim: 'the ring is not freed',
    evidence: 'misc_register fails, and nothing frees it',
    requirement: 'nothing is left behind',
  },
];
export const verdict = (of: 'approve' | 'change', ...resolved: readonly string[]): Call => [
  'give_verdict',
  {verdict: of, summary: 'read all of it', resolved},
];
export const passes: readonly Call[] = reviewPasses.map((pass) => ['finish_pass', {pass, lookedAt: 'ringlog.c'}]);
export const explainedBy = (cause: string): Call => [
  'state_hypothesis',
  {cause, evidence: [report.title], places: ['ringlog.c:1'], expects: 'it loads'},
];
export const explain = explainedBy('the list is not there');
export const judge = (finding: string, stands = true): Call => [
  'judge_finding',
  {finding, stands, why: 'the path was followed'},
];
export const answered = (constraint: string): Call => [
  'answer_constraint',
  {constraint, touches: ['T1'], recheck: [], says: 'it is kept'},
];
export const note: Call = ['write_note', {text: 'all is done'}];

export const wholeWay: Script = {
  scheduler: [says('One task.', createTask), says('Done.', note)],
  planner: [says('Let me look.', ['search_kernel', {query: 'kmalloc'}]), says('A mutex.', plan)],
  executor: [
    says('First.', write('one'), ['build']),
    says('A typo.', ['replace_in_file', {path: 'ringlog.c', old: 'one', new: 'two'}], ['build']),
    says('On the target.', ['try_on_target']),
    says('A NULL pointer.', explain, write('three'), ['build'], ['try_on_target']),
    says('It holds.', submit),
    says('A leak.', write('four'), ['build'], submit),
  ],
  reviewer: [
    says('Reading.', ['list_files'], ['read_file', {path: 'ringlog.c'}]),
    says('Passes.', ...passes),
    says('A leak.', finding, verdict('change')),
    says('It is one.', judge('F2')),
    says('Mended.', ...passes, verdict('approve', 'F2')),
  ],
};

const failed: BuildOutcome = {
  kind: 'failed',
  diagnostics: [{level: 'error', file: 'ringlog.c', line: 1, text: "expected ';'"}],
  output: 'make: error 2',
  durationMs: 1000,
};

const crashSeen: readonly TargetEvent[] = [
  {type: 'target.oopsed', report},
  {type: 'target.panicked', report},
  {type: 'target.wasReset', cause: 'panic'},
  {type: 'target.bootStarted', boot: 2, release: '6.1.0-test'},
  {type: 'target.harvestStarted', boot: 2, bootStatus: 0},
  {
    type: 'target.harvested',
    boot: 2,
    records: [{name: 'dmesg-ramoops-0', reason: 'Panic#1 Part1', bytes: 4000, file: '/p/0', reports: [report]}],
    unreadable: [],
  },
  {type: 'target.cameUp', boot: 2, release: '6.1.0-test', bootId: 'boot2'},
];

export const crash: TestRun = {
  outcome: {
    result: {kind: 'crashed', how: 'panicked', stage: 'load', why: report.title},
    durationMs: 4000,
    capture: {fromByte: 0, toByte: 900},
    reports: [report],
  },
  seen: crashSeen,
};

export const wholeWayMachines: Machines = {builds: [failed, builtWell], runs: [crash, accepted]};

/** A test double: whatever the state is, it does what is wanted next of its role. */
export function ableModel(state: () => State): Model {
  let written = 0;
  const callsOf = (role: Role): readonly Call[] => {
    const now = state();
    switch (role) {
      case 'scheduler':
        return [...unansweredConstraints(now).map(({id}) => answered(id)), now.tasks.length === 0 ? createTask : note];
      case 'planner':
        return [plan];
      case 'executor':
        written += 1;
        return [...(explained(now) ? [] : [explain]), write(`able ${now.seq} ${written}`), ['build'], submit];
      case 'reviewer':
        return reviewerCalls(now);
      case 'verifier':
        return [];
      default:
        return role satisfies never;
    }
  };
  return {
    ask: async (request, _told, signal) => says('so', ...callsOf(request.role))(request, signal),
  };
}

function explained(state: State): boolean {
  return state.tasks.every(({id}) => unexplainedCrash(state, id) === null);
}

function reviewerCalls({assignments, findings, tasks}: State): readonly Call[] {
  const isDisproving = assignments.some(({purpose}) => purpose === 'disprove');
  const untried = findings.filter(({by, state, judgement}) => by === 'reviewer' && state === 'open' && !judgement);
  return isDisproving
    ? [...untried.map(({id}) => judge(id)), judge('F2')]
    : [...passes, isShown(tasks, findings) ? verdict('change') : verdict('approve', ...findings.map(({id}) => id))];
}

/** The machine sees something that blocks in the very tree that is read. */
function isShown(tasks: State['tasks'], findings: State['findings']): boolean {
  return findings.some(
    ({by, blocking, state, tree}) =>
      by === 'check' && blocking && state === 'open' && tasks.some(({submitted}) => submitted === tree),
  );
}

/** Of a session that examines what is submitted, on both kernels. */
export const examines = {examine: defaultExamine, sanitizer: '6.1.0-sanitizer'} as const;

/** The check `leaks` finds one in the first tree that it is shown, and none in any other. */
export function leakingOnce(): NonNullable<Machines['examine']> {
  let first: string | null = null;
  return async ({tree, checks}, told) => {
    first ??= tree;
    for (const check of checks) told({...ranWell, check, findings: check === 'leaks' && tree === first ? [leak] : []});
  };
}
