// Budgets: what is charged to whom, what is set aside, when the person is warned, what a spent one holds up, and what a grant
// lets go on.
import assert from 'node:assert/strict';
import test from 'node:test';
import {type Budgets, noBudgets} from '../../src/core/budget.ts';
import {accountOf, reservedOf, standOf} from '../../src/core/budget-stand.ts';
import {deadlinesOf} from '../../src/core/deadlines.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import type {State} from '../../src/core/state.ts';
import {noUsage} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  A2,
  advanced,
  after,
  assigned,
  built,
  crashed,
  created,
  poweredUp,
  ran,
  started,
  stateOf,
  T1,
} from './states.ts';

const session = {kind: 'session'} as const;
const executor = {kind: 'role', role: 'executor'} as const;
const task = {kind: 'task', task: T1} as const;

const under = (budgets: Partial<Budgets>, attended = true): State =>
  stateOf(
    started({budgets: {...noBudgets, ...budgets}, attended}),
    ...poweredUp,
    created(),
    advanced('writing'),
    assigned('executor', 'write', A1),
  );

const asked = (turn = 'A1.1', tokens = 40, assignment = A1): Event => ({
  type: 'turn.asked',
  assignment,
  turn: turn as never,
  messages: [],
  reserved: {tokens, microdollars: 4 * tokens},
});
const answered = (tokens: number, turn = 'A1.1'): Event => ({
  type: 'turn.answered',
  turn: turn as never,
  text: 'so',
  calls: [{providerId: 'p', name: 'n', argumentsJson: '{}'}],
  usage: {...noUsage, inputTokens: tokens - 1, outputTokens: 1, costMicrodollars: 4 * tokens},
});

test('an answer is charged to the session, its role and its task, in place of what was set aside', () => {
  const asking = after(under({}), asked());
  for (const scope of [session, executor, task]) assert.equal(reservedOf(asking, scope, 'tokens'), 40);
  const settled = after(asking, answered(30));
  for (const scope of [session, executor, task]) {
    assert.equal(reservedOf(settled, scope, 'tokens'), 0);
    assert.deepEqual(accountOf(settled, scope)?.spent, {
      microdollars: 120,
      tokens: 30,
      workMs: 1000,
      builds: 0,
      panics: 0,
    });
  }
  assert.equal(accountOf(settled, {kind: 'role', role: 'planner'})?.spent.tokens, 0);
});

test('what was said by an answer that came in behind its cancellation is charged, to the same accounts', () => {
  const failure = {failure: 'cancelled', message: 'paused'} as const;
  const turn = 'A1.1' as never;
  const late = after(under({}), asked(), {type: 'turn.failed', turn, failure, retryInMs: 0}, answered(30));
  for (const scope of [session, executor, task]) assert.equal(accountOf(late, scope)?.spent.tokens, 1);
  assert.equal(late.assignments[0]?.transcript.length, 0, 'and it is not believed');
});

test('a failure is charged with what it cost all the same, and sets nothing aside any more', () => {
  const failure = {failure: 'cut', message: 'cut'} as const;
  const usage = {...noUsage, inputTokens: 9};
  const failed = after(under({}), asked(), {type: 'turn.failed', turn: 'A1.1' as never, failure, retryInMs: 0, usage});
  assert.equal(accountOf(failed, task)?.spent.tokens, 9);
  assert.equal(reservedOf(failed, session, 'tokens'), 0);
  const late = after(failed, {type: 'turn.charged', turn: 'A1.1' as never, role: 'executor', usage});
  for (const scope of [session, executor, task]) assert.equal(accountOf(late, scope)?.spent.tokens, 18);
});

test('builds and what brings the target down are counted, with their time', () => {
  const ranTwice = [...ran({verdict: crashed}), ...ran({ordinal: 2, verdict: {...crashed, how: 'oopsed'}})];
  const state = after(under({}), ...built(), ...ranTwice);
  assert.deepEqual(accountOf(state, task)?.spent, {microdollars: 0, tokens: 0, workMs: 3000, builds: 1, panics: 1});
});

test("the session's time is the clock's, without pauses", () => {
  const state = under({session: {workMs: 60_000}});
  const paused = after(state, {type: 'session.paused', why: 'by you'}, {type: 'session.continued'});
  assert.equal(standOf(paused, session, 'workMs')?.used, (standOf(state, session, 'workMs')?.used ?? 0) + 1000);
});

const ofTokens = (limit: number): Partial<Budgets> => ({task: {tokens: limit}});
const spent = (limit: number, tokens: number, attended = true): State =>
  after(under(ofTokens(limit), attended), asked(), answered(tokens), {
    type: 'tool.returned',
    call: 'A1.1.1' as never,
    ok: true,
    output: 'x',
  });
const which = {scope: task, measure: 'tokens'} as const;

test('at 80 % the person is warned, once', () => {
  const state = spent(100, 80);
  assert.deepEqual(dueOf(state), {do: 'warnOfBudget', ...which});
  const warned = after(state, {type: 'budget.warned', ...which, used: 80, limit: 100});
  assert.deepEqual(dueOf(warned), {do: 'askModel', assignment: A1});
  assert.equal(warned.marks.at(-1)?.text, 'the budget of T1 is nearly spent: 80 tokens of 100 tokens');
});
gives(
  'a warning tells the figures',
  spent(100, 80),
  {do: 'warnOfBudget', ...which},
  {
    type: 'budget.warned',
    used: 80,
    limit: 100,
  },
);

const halted = after(spent(100, 100), {type: 'budget.spent', ...which, used: 100, limit: 100});
test('at 100 % nothing more is asked for the task, and that is told once', () => {
  assert.deepEqual(dueOf(spent(100, 100)), {do: 'haltForBudget', ...which});
  assert.equal(dueOf(halted), null);
});
test('a grant lets it go on, and is warned of anew', () => {
  const more = after(halted, {type: 'budget.granted', ...which, amount: 20});
  assert.deepEqual(dueOf(more), {do: 'warnOfBudget', ...which});
  const enough = after(halted, {type: 'budget.granted', ...which, amount: 200});
  assert.deepEqual(dueOf(enough), {do: 'askModel', assignment: A1});
});
gives(
  'the person grants more',
  halted,
  {do: 'grantBudget', ...which, amount: 50},
  {type: 'budget.granted', amount: 50},
);
refuses('a grant of nothing', halted, {do: 'grantBudget', ...which, amount: 0}, /must be more than 0/);
refuses('a grant of no number', halted, {do: 'grantBudget', ...which, amount: Number.NaN}, /must be more than 0/);
refuses(
  'a grant where there is no limit',
  halted,
  {do: 'grantBudget', scope: session, measure: 'builds', amount: 1},
  /the session has no limit in builds/,
);
gives(
  'where nobody can grant more, the session ends',
  spent(100, 100, false),
  {do: 'haltForBudget', ...which},
  {type: 'budget.spent'},
  {type: 'session.ended', outcome: 'not-accepted', why: 'the budget of T1 is spent: 100 tokens of 100 tokens'},
);
refuses('asking all the same', halted, {do: 'askModel', assignment: A1}, /the budget of T1 is spent/);

test('two at a time do not set aside more than is left and one more', () => {
  const planner = assigned('planner', 'plan', A2, null);
  const one = after(under({session: {tokens: 100}}), planner, asked('A1.1', 60));
  assert.deepEqual(dueOf(one), {do: 'askModel', assignment: A2}, '40 of 100 are left');
  const two = after(one, asked('A2.1', 60, A2), assigned('reviewer', 'review', 'A3' as never));
  assert.equal(dueOf(two), null, 'nothing is left: the third waits, and nobody is told that it is spent');
  const back = after(two, answered(10));
  assert.deepEqual(dueOf(after(back, {type: 'tool.returned', call: 'A1.1.1' as never, ok: true, output: 'x'})), {
    do: 'askModel',
    assignment: A1,
  });
});

test('a retry that no budget is left for is not due by the clock', () => {
  const failure = {failure: 'server', message: 's'} as const;
  const usage = {...noUsage, inputTokens: 200};
  const failed = after(under(ofTokens(100)), asked(), {
    type: 'turn.failed',
    turn: 'A1.1' as never,
    failure,
    retryInMs: 5,
    usage,
  });
  assert.deepEqual(
    deadlinesOf(failed).map(({command}) => command.do),
    ['expire'],
  );
  assert.deepEqual(dueOf(failed), {do: 'haltForBudget', ...which});
});

test('after its last build an Executor can still use what that build gave', () => {
  const last = after(under({task: {builds: 1}}), ...built());
  assert.equal(dueOf(last)?.do, 'askModel');
  const edited = after(last, {type: 'artefact.touched', path: 'ringlog.c'});
  assert.deepEqual(dueOf(edited), {do: 'haltForBudget', scope: task, measure: 'builds'});
});
