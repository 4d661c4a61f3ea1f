// What a person at the deck brings about while the agents work.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {State} from '../../src/core/state.ts';
import {tape} from '../core/states.ts';
import {createTask, note, passes, plan, submit, verdict, wholeWay, wholeWayMachines, write} from './ringlog.ts';
import {held, type Script, says} from './script.ts';
import {type Scripted, startScripted} from './start.ts';

const shortWay: Script = {
  scheduler: [says('One.', createTask), says('Done.', note)],
  planner: [says('So.', plan)],
  executor: [says('All of it.', write('one'), ['build'], submit)],
  reviewer: [says('Good.', ...passes, verdict('approve'))],
};

test('a paused role begins nothing, and goes on when it is let', async () => {
  const answer = held(says('All of it.', write('one'), ['build'], submit));
  const {supervisor, ended, until, world, check} = startScripted({script: {...shortWay, executor: [answer.step]}});
  await answer.asked;
  assert.equal(await supervisor.ask({do: 'pause', role: 'executor'}), null);
  answer.release();
  await until(({assignments}) => assignments.some(({role, turn}) => role === 'executor' && turn.at === 'calls'));
  await supervisor.tell([]);
  assert.equal(world.types().includes('tool.started'), false, 'the answer is taken, its calls wait');
  assert.equal(await supervisor.ask({do: 'continue', role: 'executor'}), null);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('while all is paused nothing is begun, and the time does not count', async () => {
  const answer = held(says('So.', plan));
  const {supervisor, ended, until, world, check} = startScripted({script: {...shortWay, planner: [answer.step]}});
  await answer.asked;
  await supervisor.ask({do: 'pause', role: 'all'});
  answer.release();
  await until(({assignments}) => assignments.some(({turn}) => turn.at === 'calls'));
  world.clock.advance(24 * 60 * 60_000);
  await supervisor.tell([]);
  assert.deepEqual(supervisor.state().plans, []);
  assert.deepEqual(await supervisor.ask({do: 'pause', role: 'all'}), {
    refused: 'everything is paused already; P goes on',
  });
  await supervisor.ask({do: 'continue', role: 'all'});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('a redirect cuts an answer off and is in the next question', async () => {
  const cut = held(says('never said'));
  const executor = [cut.step, says('As you wish.', write('one'), ['build'], submit)];
  const {supervisor, ended, world, model, check} = startScripted({script: {...shortWay, executor}});
  await cut.asked;
  assert.equal(await supervisor.ask({do: 'redirect', role: 'executor', text: 'use a kfifo', now: true}), null);
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  const failures = world.events().flatMap((event) => (event.type === 'turn.failed' ? [event] : []));
  assert.deepEqual(failures.length, 1);
  assert.deepEqual(failures[0]?.failure, {failure: 'cancelled', message: 'redirected by the person'});
  assert.deepEqual(personsWords(model, 'executor'), ['use a kfifo']);
  assert.deepEqual(fatesOf(state), ['acknowledged in A3.2']);
});

test('a redirect between calls leaves those out that have not begun', async () => {
  const {supervisor, world, ended, model, check} = startScripted({
    script: {
      ...shortWay,
      executor: [
        says('All of it.', write('one'), ['build'], write('two'), submit),
        says('As you wish.', write('three'), ['build'], submit),
      ],
    },
    machines: {
      builds: [
        {kind: 'built', koPath: '/k', buildId: 'ab', diagnostics: [], durationMs: 1},
        {kind: 'built', koPath: '/k', buildId: 'cd', diagnostics: [], durationMs: 1},
      ],
    },
  });
  await supervisor.until(({builds}) => builds.length === 1);
  await supervisor.ask({do: 'redirect', role: 'executor', text: 'smaller', now: true});
  const state = await ended;
  check();
  const results = world.events().flatMap((event) => (event.type === 'tool.returned' ? [event] : []));
  assert.deepEqual(
    results.filter(({call}) => call.startsWith('A3.1')).map(({call, output}) => [call, output.split('\n')[0]]),
    [
      ['A3.1.1', 'ringlog.c written'],
      ['A3.1.3', 'not run: redirected by the person'],
      ['A3.1.4', 'not run: redirected by the person'],
      ['A3.1.2', 'Built in 0.0 s, build id ab, without a warning.'],
    ],
  );
  assert.equal(world.files.get('ringlog.c'), 'three');
  assert.deepEqual(personsWords(model, 'executor'), ['smaller']);
  assert.deepEqual(fatesOf(state), ['acknowledged in A3.2']);
});

test('a redirect ends a question that its role waits on', async () => {
  const executor = [
    says('Which?', ['ask_person', {question: 'kfifo?', choices: ['yes', 'no']}]),
    says('As you wish.', write('one'), ['build'], submit),
  ];
  const {supervisor, ended, until, check} = startScripted({script: {...shortWay, executor}});
  await until(({questions}) => questions.length === 1);
  await supervisor.ask({do: 'redirect', role: 'executor', text: 'decide yourself', now: true});
  const state = await ended;
  check();
  assert.match(state.questions[0]?.answer ?? '', /redirected instead/);
});

test("an answer to a role's question is the result of its call", async () => {
  const executor = [
    says('Which?', ['ask_person', {question: 'kfifo?', choices: ['yes', 'no']}]),
    says('No, then.', write('one'), ['build'], submit),
  ];
  const {supervisor, ended, until, model, check} = startScripted({script: {...shortWay, executor}});
  const {questions} = await until((state) => state.questions.length === 1);
  const [question] = questions;
  assert.ok(question);
  await supervisor.ask({do: 'answer', question: question.id, answer: 'no'});
  await ended;
  check();
  const read = model.requests.filter(({role}) => role === 'executor')[1]?.items.findLast(({kind}) => kind === 'result');
  assert.equal(read?.kind === 'result' && read.output, 'The person answers: no');
});

test('words to a role without work wait for it, and to one that never works again are refused at the end', async () => {
  const answer = held(says('So.', plan));
  const {supervisor, ended, check} = startScripted({script: {...shortWay, planner: [answer.step]}});
  await answer.asked;
  await supervisor.ask({do: 'redirect', role: 'reviewer', text: 'look at the locks'});
  answer.release();
  await supervisor.until(({tasks}) => tasks[0]?.stage === 'writing');
  await supervisor.ask({do: 'redirect', role: 'planner', text: 'too late'});
  const state = await ended;
  check();
  assert.deepEqual(fatesOf(state), ['acknowledged in A6.1', 'refused: the session ended before it was taken in']);
});

test('on a tape a redirect and a constraint are recorded with that fate, and nothing is interrupted', async () => {
  const answer = held(says('So.', plan));
  const {supervisor, ended, world, check} = startScripted({
    script: {...shortWay, planner: [answer.step]},
    session: {label: tape},
  });
  await answer.asked;
  await supervisor.ask({do: 'redirect', role: 'planner', text: 'otherwise'});
  await supervisor.ask({do: 'addConstraint', text: 'no globals', strength: 'must', scope: {kind: 'all'}});
  answer.release();
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  assert.equal(world.types().includes('turn.failed'), false);
  assert.deepEqual(
    state.constraints.map(({standing}) => standing),
    ['recorded'],
  );
  const why = 'recorded, but nobody takes it in: the model is the tape "ringlog", which can\'t answer';
  assert.deepEqual(fatesOf(state), [`refused: ${why}`, `refused: ${why}`]);
});

test('a constraint that comes in while the Reviewer reads makes its approval stale, and it is asked again', async () => {
  const answer = held(says('Good.', ...passes, verdict('approve')));
  const {supervisor, ended, world, check} = startScripted({
    script: {
      scheduler: [says('One.', createTask), says('Done.', note)],
      planner: shortWay.planner ?? [],
      executor: shortWay.executor ?? [],
      reviewer: [answer.step, says('Still good.', ...passes, verdict('approve'))],
    },
  });
  await answer.asked;
  await supervisor.ask({do: 'addConstraint', text: 'no globals', strength: 'must', scope: {kind: 'all'}});
  answer.release();
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  const verdicts = world
    .events()
    .flatMap((event) => (event.type === 'verdict.given' ? [event.constraintRevision] : []));
  assert.deepEqual(verdicts, [0, 1]);
});

test('a constraint that comes in during the run leads back to the Reviewer, not to a commit', async () => {
  const {supervisor, ended, world, check} = startScripted({
    script: {
      ...shortWay,
      scheduler: [says('One.', createTask), says('Done.', note)],
      reviewer: [says('Good.', ...passes, verdict('approve')), says('Still good.', ...passes, verdict('approve'))],
    },
  });
  await supervisor.until(({runs}) => runs.length === 1);
  await supervisor.ask({do: 'addConstraint', text: 'no globals', strength: 'must', scope: {kind: 'all'}});
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  const stages = world.events().flatMap((event) => (event.type === 'task.advanced' ? [event.stage] : []));
  assert.deepEqual(stages.slice(-5), ['running', 'reviewing', 'running', 'committing', 'done']);
  assert.equal(state.runs.length, 1, 'the run still stands');
});

test('constraints of the task are in force from the start, and in every question', async () => {
  const {ended, model, check} = startScripted({script: shortWay, session: {constraints: ['no dynamic majors']}});
  const state = await ended;
  check();
  assert.deepEqual(
    state.constraints.map(({id, source, standing, revision}) => [id, source, standing, revision]),
    [['C1', 'task', 'inForce', 1]],
  );
  for (const {items, turn} of model.requests) assert.match(JSON.stringify(items), /no dynamic majors/, turn);
});

test('a reset of the target is asked for at any time', async () => {
  const answer = held(says('So.', plan));
  const {supervisor, ended, world, check} = startScripted({script: {...shortWay, planner: [answer.step]}});
  await answer.asked;
  await supervisor.until(({power, target}) => power === undefined && target.now.phase === 'up');
  assert.equal(await supervisor.ask({do: 'resetTarget'}), null);
  answer.release();
  await ended;
  check();
  assert.deepEqual(
    world.events().flatMap((event) => (event.type === 'power.requested' ? [[event.act, event.by]] : [])),
    [
      ['on', 'house'],
      ['reset', 'person'],
    ],
  );
});

test('a stop ends everything that is under way, and its event is the last', async () => {
  const {supervisor, ended, world} = startScripted({
    script: wholeWay,
    machines: {...wholeWayMachines, builds: ['hangs']},
  });
  await supervisor.until(({builds}) => builds.length === 1);
  await supervisor.ask({do: 'redirect', role: 'planner', text: 'unheard'});
  assert.equal(await supervisor.ask({do: 'stop', cause: 'person', why: 'stopped by you'}), null);
  const state = await ended;
  world.check();
  assert.deepEqual(world.types().slice(-4), ['build.finished', 'tool.returned', 'message.refused', 'session.ended']);
  assert.deepEqual(state.builds[0]?.result, {kind: 'interrupted'});
  assert.deepEqual(await supervisor.ask({do: 'pause', role: 'all'}), {
    refused: 'the session has ended: stopped by you',
  });
});

test('a stop gives up an answer that is on its way', async () => {
  const answer = held(says('never said'));
  const {supervisor, ended, world} = startScripted({script: {...shortWay, planner: [answer.step]}});
  await answer.asked;
  await supervisor.ask({do: 'stop', cause: 'interrupt', why: 'interrupted'});
  await ended;
  assert.deepEqual(world.types().slice(-2), ['turn.failed', 'session.ended']);
});

function outcomeOf({session}: State): string {
  return session.phase === 'ended' ? session.outcome : session.phase;
}

function fatesOf({messages}: State): readonly string[] {
  return messages.map(({fate}) => {
    if (fate.kind === 'queued') return 'queued';
    return fate.kind === 'refused' ? `refused: ${fate.why}` : `${fate.kind} in ${fate.turn}`;
  });
}

/** What the newest question to a role holds of the person's own words. */
function personsWords({requests}: Scripted['model'], role: string): readonly string[] {
  const items = requests.findLast((request) => request.role === role)?.items ?? [];
  return items.flatMap((item) => (item.kind === 'message' && item.from === 'person' ? [item.text] : []));
}
