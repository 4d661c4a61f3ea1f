// States to try things on, made as the program makes them: by folding events.
import type {Approach, Requirement} from '../../src/core/entities.ts';
import type {Entry, Event} from '../../src/core/events.ts';
import {
  assignmentId,
  buildId,
  callId,
  findingId,
  opinionId,
  planId,
  runId,
  sessionId,
  statementId,
  taskId,
  treeHash,
  turnId,
} from '../../src/core/ids.ts';
import {defaultLimits} from '../../src/core/limits.ts';
import type {StatementVerdict} from '../../src/core/opinion.ts';
import {fold} from '../../src/core/reduce.ts';
import {reviewPasses} from '../../src/core/review.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import {noUsage, type State} from '../../src/core/state.ts';
import type {CrashReport} from '../../src/kernel/report.ts';

export const startMs = 1_700_000_000_000;
export const [tree, otherTree] = [treeHash('1111111111111111'), treeHash('2222222222222222')];
export const [T1, T2] = [taskId(1), taskId(2)];
export const [A1, A2] = [assignmentId(1), assignmentId(2)];

const requirement: Requirement = {
  name: 'ringlog',
  module: 'ringlog',
  minutes: 60,
  goal: 'a byte ring; nothing is left behind',
  devices: [],
};

type Started = Extract<Event, {type: 'session.started'}>;

export function started(change: Partial<Started> = {}): Event {
  const model = {model: 'm', effort: 'high'};
  return {
    type: 'session.started',
    session: sessionId('s1'),
    requirement,
    constraints: [],
    models: {scheduler: model, planner: model, executor: model, reviewer: model, verifier: model},
    label: {kind: 'live', provider: 'test'},
    limits: defaultLimits,
    workspace: '/workspace',
    kernelRelease: '6.1.0-test',
    attended: true,
    ...change,
  };
}

export const tape = {kind: 'tape', name: 'ringlog', about: 'words'} as const;

/** One second apart. */
export function entriesOf(
  events: readonly Event[],
  from: {readonly seq: number; readonly atMs: number} = noEntry,
): Entry[] {
  return events.map((event, index) => ({seq: from.seq + index + 1, atMs: from.atMs + (index + 1) * 1000, event}));
}

const noEntry = {seq: 0, atMs: startMs - 1000};

export function stateOf(...events: readonly Event[]): State {
  return fold(entriesOf(events));
}

export function after(state: State, ...events: readonly Event[]): State {
  return fold(entriesOf(events, {seq: state.seq, atMs: state.newestAtMs}), state);
}

export const poweredUp: readonly Event[] = [
  {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'},
  {type: 'target.cameUp', boot: 1, release: '6.1.0-test', bootId: 'b'},
];

export function created(id = T1, change: Partial<Extract<Event, {type: 'task.created'}>> = {}): Event {
  return {
    type: 'task.created',
    task: id,
    title: 'the ring',
    goal: 'holds',
    acceptance: 'accept',
    dependsOn: [],
    ...change,
  };
}

export const advanced = (stage: State['tasks'][number]['stage'], task = T1): Event => ({
  type: 'task.advanced',
  task,
  stage,
  because: 'test',
});

export const approach = (name: string): Approach => ({
  name,
  summary: 's',
  algorithms: 'a',
  dataStructures: 'd',
  locking: 'l',
  lifetime: 'f',
  kernelApi: [],
  risks: [],
  scores: [5],
});

export const planned = (task = T1, ordinal = 1): Event => ({
  type: 'plan.proposed',
  plan: planId(ordinal),
  task,
  criteria: [{name: 'c', weight: 1}],
  approaches: [approach('a'), approach('b')],
  choice: 'a',
  why: 'better',
  lost: [{approach: 'b', why: 'slower'}],
});

export const assigned = (
  role: Role,
  purpose: Extract<Event, {type: 'assignment.started'}>['purpose'],
  id = A1,
  task: typeof T1 | null = T1,
): Event => ({type: 'assignment.started', assignment: id, role, purpose, ...(task === null ? {} : {task})});

/** The model of an assignment is asked and answers with calls of these names; they wait to be carried out. */
export function called(names: readonly string[], assignment = A1, ordinal = 1): readonly Event[] {
  const turn = turnId(assignment, ordinal);
  const calls = names.map((name, index) => ({providerId: `p${ordinal}.${index}`, name, argumentsJson: '{}'}));
  return [
    {type: 'turn.asked', assignment, turn, messages: []},
    {type: 'turn.answered', turn, text: 'so', calls, usage: noUsage},
  ];
}

export const call = (ordinal = 1, turn = 1, assignment = A1) => callId(turnId(assignment, turn), ordinal);

export const O1 = opinionId(1);

/** Asked for, and its tree pinned. */
export function opinionOpen(...statements: readonly string[]): readonly Event[] {
  return [
    {type: 'opinion.asked', opinion: O1, statements: statements.length === 0 ? ['a reader blocks'] : statements},
    {type: 'opinion.pinStarted', opinion: O1},
    {type: 'opinion.pinned', opinion: O1, tree, commit: 'c0ffee00c0ffee00'},
  ];
}

export function statementAnswered(ordinal: number, verdict: StatementVerdict = 'confirmed'): Event {
  const places = [{file: 'ringlog.c', line: 9, text: 'wait_event_interruptible(log->readers, log->used > 0);'}];
  const statement = statementId(O1, ordinal);
  return {type: 'opinion.statementAnswered', opinion: O1, statement, verdict, places, says: 'it waits for bytes'};
}

/** The first thing that a task's roles are asked, with the role that a test is about at the first of its calls. */
export function atCallOf(role: Role, change: Partial<Started> = {}): State {
  const stage = {
    scheduler: 'writing',
    planner: 'planning',
    executor: 'writing',
    reviewer: 'reviewing',
    verifier: 'writing',
  } as const;
  const purpose = {
    scheduler: 'heed',
    planner: 'plan',
    executor: 'write',
    reviewer: 'review',
    verifier: 'opinion',
  } as const;
  const work = workOf(role);
  return stateOf(
    started(change),
    ...poweredUp,
    created(),
    advanced(stage[role]),
    ...work,
    assigned(role, purpose[role], A1, role === 'scheduler' || role === 'verifier' ? null : T1),
    ...called(['x', 'y']),
    ...(role === 'reviewer' ? passed() : []),
  );
}

function workOf(role: Role): readonly Event[] {
  if (role === 'reviewer') return [...built(), submitted(), described()];
  return role === 'verifier' ? opinionOpen() : [];
}

export interface Built {
  readonly ordinal?: number;
  readonly of?: typeof tree;
  readonly levels?: readonly ('error' | 'warning' | 'note')[];
  readonly kind?: 'built' | 'failed';
}

export function built({ordinal = 1, of = tree, levels = [], kind = 'built'}: Built = {}): readonly Event[] {
  const build = buildId(ordinal);
  return [
    {type: 'build.started', build, task: T1, call: call()},
    {type: 'artefact.recorded', tree: of, files: [{path: 'ringlog.c', bytes: 10}]},
    {
      type: 'build.finished',
      build,
      tree: of,
      result: kind === 'built' ? {kind, koPath: '/b/ringlog.ko', elfBuildId: 'ab'} : {kind},
      diagnostics: levels.map((level) => ({level, text: 't'})),
      durationMs: 1200,
    },
  ];
}

export const submitted = (of = tree): Event => ({type: 'work.submitted', task: T1, tree: of, summary: 's'});

/** All of the one file is new. */
export const described = (of = tree): Event => ({
  type: 'change.described',
  task: T1,
  tree: of,
  files: [{path: 'ringlog.c', lines: 100, touched: [{from: 1, to: 100}]}],
});

export const passed = (of = tree, assignment = A1): readonly Event[] =>
  reviewPasses.map((pass) => ({type: 'pass.finished', assignment, task: T1, tree: of, pass, lookedAt: 'all of it'}));

export interface Judged {
  readonly of?: typeof tree;
  readonly constraintRevision?: number;
  readonly resolved?: Extract<Event, {type: 'verdict.given'}>['resolved'];
}

export function judged(
  verdict: 'approve' | 'change',
  {of = tree, constraintRevision = 0, resolved = []}: Judged = {},
): Event {
  return {type: 'verdict.given', task: T1, tree: of, verdict, summary: 'read', resolved, constraintRevision};
}

type Finished = Extract<Event, {type: 'run.finished'}>;

export interface Ran {
  readonly ordinal?: number;
  readonly of?: typeof tree;
  readonly trial?: boolean;
  readonly acceptance?: 'load' | 'accept';
  readonly verdict?: Finished['verdict'];
  readonly reports?: readonly CrashReport[];
}

export function ran({
  ordinal = 1,
  of = tree,
  trial = false,
  acceptance = 'accept',
  verdict = {kind: 'accepted'},
  reports = [],
}: Ran = {}): readonly Event[] {
  const run = runId(ordinal);
  const call1 = trial ? {call: call()} : {};
  return [
    {type: 'run.started', run, task: T1, build: buildId(1), tree: of, acceptance, ...call1},
    {type: 'run.finished', run, verdict, reports, durationMs: 900},
  ];
}

export const crashed = {kind: 'crashed', how: 'panicked', stage: 'load', why: 'it panicked'} as const;
export const notAccepted = {kind: 'notAccepted', stage: 'accept', why: 'status 1', output: 'no'} as const;

export function found(ordinal = 1, change: Partial<Extract<Event, {type: 'finding.reported'}>> = {}): Event {
  return {
    type: 'finding.reported',
    finding: findingId(ordinal),
    task: T1,
    severity: 'major',
    class: 'leak',
    file: 'ringlog.c',
    line: ordinal,
    claim: 'the ring leaks',
    evidence: 'see',
    requirement: 'leaves nothing behind',
    tree,
    blocking: true,
    ...change,
  };
}

export const report: CrashReport = {
  kind: 'oops',
  title: 'BUG: unable to handle kernel NULL pointer dereference in ringlog_read',
  trace: [],
  stacks: [],
  lines: ['BUG: kernel NULL pointer dereference'],
  startLine: 1,
  endLine: 1,
  panicked: true,
};

/** A task whose gate is open: everything is there, for one tree. */
export const openGate: readonly Event[] = [
  started(),
  ...poweredUp,
  created(),
  planned(),
  advanced('running'),
  ...built(),
  submitted(),
  judged('approve'),
  ...ran(),
];

export const constraintAdded = (
  ordinal = 1,
  change: Partial<Extract<Event, {type: 'constraint.added'}>['constraint']> = {},
): Event => ({
  type: 'constraint.added',
  constraint: {
    id: `C${ordinal}` as never,
    text: 'no globals',
    scope: {kind: 'all'},
    strength: 'must',
    source: 'person',
    standing: 'inForce',
    ...change,
  },
});

export const everyRole = roles;
