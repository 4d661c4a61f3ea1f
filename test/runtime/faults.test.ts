// The machinery fails: work stands still until a person has mended it, nothing believed is lost, and no model hears of it as
// its own failure. Where nobody is there, the session ends with that.
import assert from 'node:assert/strict';
import test from 'node:test';
import {exitStatusOf} from '../../src/core/ending.ts';
import type {State} from '../../src/core/state.ts';
import {createTask, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {fails, held, type Script, says} from './script.ts';
import {startScripted} from './start.ts';
import {accepted, builtWell} from './world.ts';

const good = {
  scheduler: [says('One.', createTask), says('Done.', note)],
  planner: [says('So.', plan)],
  executor: [says('All of it.', write('one'), ['build'], submit)],
  reviewer: [says('Good.', ...passes, verdict('approve'))],
} satisfies Script;

const isFaulty = ({faults}: State): boolean => faults.some(({cleared}) => !cleared);

test('a spent quota is a fault; what goes on is decided by the person, and the answer is asked for again', async () => {
  const {supervisor, until, ended, world, check} = startScripted({
    script: {...good, planner: [fails('quota'), ...good.planner]},
  });
  const {faults} = await until(isFaulty);
  assert.deepEqual(
    faults.map(({source, what}) => [source, what]),
    [['model', 'the Planner gets no answer: it quota']],
  );
  assert.match(faults[0]?.help ?? '', /add credit .* continue \(P\)/);
  world.clock.advance(10 * 60_000);
  await supervisor.tell([]);
  assert.equal(supervisor.state().assignments[0]?.turn.at, 'boundary', 'nothing is asked meanwhile');
  assert.equal(await supervisor.ask({do: 'continue', role: 'all'}), null);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('a model that stays silent is asked again as often as at first once the person goes on', async () => {
  const silent = Array.from({length: 6}, () => fails('stalled'));
  const {supervisor, until, ended, world, check} = startScripted({
    script: {...good, planner: [...silent, fails('stalled'), ...good.planner]},
  });
  const passRetry = async (): Promise<void> => {
    await until((state) => isFaulty(state) || state.assignments.some(({turn}) => turn.at === 'retry'));
    await supervisor.tell([]);
    world.clock.advance(120_000);
  };
  while (!isFaulty(supervisor.state())) await passRetry();
  assert.equal(supervisor.state().assignments[0]?.failures, 6);
  await supervisor.ask({do: 'continue', role: 'all'});
  await until(({assignments}) => assignments.some(({turn}) => turn.at === 'retry'));
  await supervisor.tell([]);
  world.clock.advance(120_000);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('where nobody is there, a fault ends the session as stopped, with exit status 3', async () => {
  const {ended, world, check} = startScripted({
    script: {scheduler: [fails('authentication')]},
    session: {attended: false},
  });
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'stopped');
  assert.equal(exitStatusOf(state.session), 3);
  assert.deepEqual(world.types().slice(-2), ['fault.raised', 'session.ended']);
});

test('a build that could not be run is no failure of the code, and is done again', async () => {
  const {supervisor, until, ended, world, check} = startScripted({
    script: {...good, executor: [says('All of it.', write('one'), ['build']), says('Again.', ['build'], submit)]},
    machines: {builds: [{kind: 'fault', why: 'no bwrap'}, builtWell]},
  });
  const {faults, builds} = await until(isFaulty);
  assert.deepEqual([faults[0]?.source, faults[0]?.what], ['build', 'B1 could not be run: no bwrap']);
  assert.deepEqual(builds[0]?.result, {kind: 'fault', why: 'no bwrap'});
  await supervisor.ask({do: 'continue', role: 'all'});
  const state = await ended;
  check();
  assert.equal(outcomeOf(state), 'accepted');
  const words = world.events().flatMap((event) => (event.type === 'tool.returned' ? [event.output] : []));
  assert.ok(words.some((output) => /the machinery failed, not your code/.test(output)));
  assert.ok(!words.some((output) => /bwrap/.test(output)), 'the fault itself is for the person');
});

test('a run that could not be made is made again once the person goes on', async () => {
  const {supervisor, until, ended, check} = startScripted({
    script: good,
    machines: {runs: [{outcome: {...accepted.outcome, result: {kind: 'fault', why: 'no QEMU'}}}, accepted]},
  });
  await until(isFaulty);
  await supervisor.ask({do: 'continue', role: 'all'});
  const state = await ended;
  check();
  assert.deepEqual(
    [outcomeOf(state), ...state.runs.map(({verdict: of}) => of?.kind)],
    ['accepted', 'fault', 'accepted'],
  );
});

test('a target that does not come up is a fault; going on tries again', async () => {
  let tries = 0;
  const {supervisor, until, ended, check} = startScripted({
    script: good,
    machines: {
      powerOn: async () => {
        tries += 1;
        if (tries === 1) return {kind: 'off', why: 'QEMU is missing'};
        return {kind: 'up', boot: tries};
      },
    },
  });
  const {faults, power} = await until(isFaulty);
  assert.match(faults[0]?.what ?? '', /can't be switched \(on\): it did not come up: QEMU is missing/);
  assert.equal(power, undefined);
  await supervisor.ask({do: 'continue', role: 'all'});
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
});

test('a commit that fails waits for the person, and is tried again', async () => {
  let tries = 0;
  const commit = async (): Promise<string> => {
    tries += 1;
    if (tries === 1) throw new Error('the index is locked');
    return 'c0ffee';
  };
  const {supervisor, until, ended, check} = startScripted({script: good, machines: {commit}});
  const {faults} = await until(isFaulty);
  assert.match(faults[0]?.what ?? '', /the commit failed: the index is locked/);
  await supervisor.ask({do: 'continue', role: 'all'});
  const state = await ended;
  check();
  assert.deepEqual([outcomeOf(state), state.lastCommit, tries], ['accepted', 'c0ffee', 2]);
});

test('a stop ends a commit that waits for the person', async () => {
  const {supervisor, until, ended} = startScripted({
    script: {...good, scheduler: [says('One.', createTask)]},
    machines: {commit: () => Promise.reject(new Error('the index is locked'))},
  });
  await until(isFaulty);
  await supervisor.ask({do: 'stop', cause: 'person', why: 'stopped by you'});
  const state = await ended;
  assert.equal(exitStatusOf(state.session), 130);
});

test('while the disk of the journal is full work waits, and nothing believed is lost', async () => {
  const answer = held(says('So.', plan));
  const {supervisor, ended, world, check} = startScripted({script: {...good, planner: [answer.step]}});
  await answer.asked;
  await supervisor.tell([]);
  const believed = supervisor.state().seq;
  world.journal.fail('no space left on device');
  answer.release();
  await troubled(world.troubles);
  assert.match(world.troubles[0] ?? '', /work waits: the journal can't be written: no space left on device/);
  assert.equal(supervisor.state().seq, believed);
  assert.equal(world.journal.entries.length, believed);
  world.journal.fail(null);
  world.clock.advance(2_000);
  assert.equal(outcomeOf(await ended), 'accepted');
  check();
  assert.equal(world.troubles.at(-1), null, 'and the screens are told that it is over');
});

test('the minutes of the task run out', async () => {
  const answer = held(says('never said'));
  const {ended, world, supervisor} = startScripted({script: {...good, planner: [answer.step]}});
  await answer.asked;
  await supervisor.tell([]);
  world.clock.advance(60 * 60_000);
  const state = await ended;
  assert.deepEqual(state.session, {
    phase: 'ended',
    outcome: 'not-accepted',
    why: 'the 60 minutes of the task are over',
  });
  assert.equal(exitStatusOf(state.session), 1);
});

function outcomeOf({session}: State): string {
  return session.phase === 'ended' ? session.outcome : session.phase;
}

/** Resolves when a trouble was told; the event loop turns until then. */
async function troubled(troubles: readonly unknown[]): Promise<void> {
  while (troubles.length === 0) await new Promise((resolve) => setImmediate(resolve));
}
