// The person's hand on a running session: words that wait, pauses at once, approvals that outlive the core, budgets.
import assert from 'node:assert/strict';
import test from 'node:test';
import {allAuto, allow, allowAlways} from '../../src/core/approval.ts';
import {noBudgets} from '../../src/core/budget.ts';
import type {Event} from '../../src/core/events.ts';
import type {State} from '../../src/core/state.ts';
import {urgedAfterMs} from '../../src/core/steering.ts';
import {ableModel, createTask, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {held, type Script, says} from './script.ts';
import {resume, startScripted} from './start.ts';

const shortWay: Script = {
  scheduler: [says('One.', createTask), says('Done.', note)],
  planner: [says('So.', plan)],
  executor: [says('All of it.', write('one'), ['build'], submit)],
  reviewer: [says('Good.', ...passes, verdict('approve'))],
};

test('a redirect that no boundary comes for is heard after 20 s by itself, and that is in the journal', async () => {
  const cut = held(says('never said'));
  const executor = [cut.step, says('As you wish.', write('one'), ['build'], submit)];
  const {supervisor, ended, world, check} = startScripted({script: {...shortWay, executor}});
  await cut.asked;
  await supervisor.ask({do: 'redirect', role: 'executor', text: 'use a kfifo'});
  world.clock.advance(urgedAfterMs - 1);
  await supervisor.tell([]);
  assert.equal(world.types().includes('message.urged'), false);
  world.clock.advance(1);
  const state = await ended;
  check();
  assert.deepEqual(typesOf(world.events(), 'message.urged'), [{type: 'message.urged', message: 'M1', by: 'house'}]);
  assert.equal(state.messages[0]?.fate.kind, 'acknowledged');
});

test('a redirect is heard at the boundary when one comes first', async () => {
  const answer = held(says('Look.', ['list_files']));
  const executor = [answer.step, says('As you wish.', write('one'), ['build'], submit)];
  const {supervisor, ended, world, model, check} = startScripted({script: {...shortWay, executor}});
  await answer.asked;
  await supervisor.ask({do: 'redirect', role: 'executor', text: 'use a kfifo'});
  answer.release();
  await ended;
  check();
  assert.equal(world.types().includes('turn.failed'), false, 'nothing was cut');
  assert.equal(world.types().includes('message.urged'), false);
  assert.match(JSON.stringify(model.requests.filter(({role}) => role === 'executor')[1]?.items), /use a kfifo/);
});

test('a pause at once gives an answer up, and going on asks for it again', async () => {
  const cut = held(says('never said'));
  const executor = [cut.step, says('All of it.', write('one'), ['build'], submit)];
  const {supervisor, ended, world, check} = startScripted({script: {...shortWay, executor}});
  await cut.asked;
  assert.equal(await supervisor.ask({do: 'pause', role: 'executor', now: true}), null);
  assert.deepEqual(world.types().slice(-2), ['agent.paused', 'turn.failed']);
  await supervisor.ask({do: 'continue', role: 'executor'});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('a pause of all at once lets a run on the target end, and begins nothing after it', async () => {
  const {supervisor, until, world} = startScripted({
    script: shortWay,
    machines: {runs: ['hangs']},
  });
  await until(({runs}) => runs.length === 1);
  await supervisor.ask({do: 'pause', role: 'all', now: true});
  assert.equal(world.types().includes('run.finished'), false);
  assert.equal(supervisor.state().runs[0]?.verdict, undefined, 'it is still waited for');
  await supervisor.ask({do: 'stop', cause: 'person', why: 'enough'});
});

test('an act is journaled only after the answer; asked once more after the core was killed, it is done once', async () => {
  const session = {approve: {...allAuto, build: 'ask', commit: 'ask'}} as const;
  const {until, world, supervisor} = startScripted({script: shortWay, session});
  await until(({questions}) => questions.length === 1);
  assert.equal(world.types().includes('build.started'), false);
  const entries = [...world.journal.entries];
  await supervisor.leave();

  const back = await resume(ableModel, entries, {files: world.files});
  const {questions} = await back.until((state) => state.questions.some(({answer}) => answer === undefined));
  assert.equal(questions.length, 1, 'the same question still stands');
  await back.supervisor.ask({do: 'answer', question: questions[0]?.id ?? ('' as never), answer: allowAlways});
  const asked = await back.until((state) => state.questions.length === 2);
  assert.match(asked.questions[1]?.text ?? '', /^Commit T1/);
  assert.equal(back.world.types().includes('commit.started'), false);
  await back.supervisor.ask({do: 'answer', question: asked.questions[1]?.id ?? ('' as never), answer: allow});
  const state = await back.ended;
  back.world.check();
  assert.equal(outcomeOf(state), 'accepted');
  assert.equal(typesOf(back.world.events(), 'build.started').length, 1);
  assert.equal(state.approve.build, 'auto');
});

test('a spent budget holds its task up until the person grants more', async () => {
  const executor = [says('Look.', ['list_files']), says('All of it.', write('one'), ['build'], submit)];
  const session = {budgets: {...noBudgets, roles: {executor: {tokens: 7}}}};
  const {supervisor, until, ended, check} = startScripted({script: {...shortWay, executor}, session});
  const {marks} = await until(({book}) => book.accounts.some(({told}) => told.some(({what}) => what === 'spent')));
  assert.equal(marks.at(-1)?.text, 'the budget of the Executor is spent: 7 tokens of 7 tokens');
  const scope = {kind: 'role', role: 'executor'} as const;
  assert.equal(await supervisor.ask({do: 'grantBudget', scope, measure: 'tokens', amount: 100}), null);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('without a person a spent budget ends the session, in words', async () => {
  const session = {budgets: {...noBudgets, session: {tokens: 14}}, attended: false};
  const {ended, world} = startScripted({script: shortWay, session});
  const state = await ended;
  world.check();
  assert.equal(outcomeOf(state), 'not-accepted');
  assert.equal(
    state.session.phase === 'ended' && state.session.why,
    'the budget of the session is spent: 14 tokens of 14 tokens',
  );
});

function typesOf(events: readonly Event[], type: Event['type']): readonly Event[] {
  return events.filter((event) => event.type === type);
}

function outcomeOf({session}: State): string {
  return session.phase === 'ended' ? session.outcome : session.phase;
}
