// A core that ended at any moment is taken up again from its journal, and the work leads on to its end.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Entry, Event} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import {ableModel, wholeWay, wholeWayMachines} from './ringlog.ts';
import {resume, startScripted} from './start.ts';

const journalOfTheWay = wayOnce();

async function wayOnce(): Promise<readonly Entry[]> {
  const {ended, world} = startScripted({script: wholeWay, machines: wholeWayMachines});
  await ended;
  return world.journal.entries;
}

test('from after every single event of the way, the session is taken up and accepted', async () => {
  const entries = await journalOfTheWay;
  assert.ok(entries.length > 100, `${entries.length} entries`);
  for (let length = 1; length < entries.length; length++) {
    const running = resume(ableModel, entries.slice(0, length));
    const state = await running.ended;
    running.world.check();
    assert.equal(
      state.session.phase === 'ended' && state.session.outcome,
      'accepted',
      `cut after ${length}, ${entries[length - 1]?.event.type}: ${JSON.stringify(state.session)}`,
    );
    assert.deepEqual(fold(running.world.journal.entries), state, `cut after ${length}`);
  }
});

test('what was under way is said to be interrupted, once, and is not run again blindly', async () => {
  const entries = await journalOfTheWay;
  const {world, ended} = resume(ableModel, until(entries, 'run.started'));
  await ended;
  const [, , ...after] = world.events().slice(until(entries, 'run.started').length - 1);
  const opening = after.slice(0, 3).map((event): unknown => ({...event}));
  assert.deepEqual(
    opening.map((event) => (event as Event).type),
    ['target.died', 'run.finished', 'tool.returned'],
  );
  assert.deepEqual((opening[1] as {verdict: unknown}).verdict, {kind: 'interrupted'});
  assert.match((opening[2] as {output: string}).output, /the core ended while this ran/);
});

test('a commit that was begun is asked for again, and the one that is there is taken', async () => {
  const entries = until(await journalOfTheWay, 'commit.started');
  let asked = 0;
  const {world, ended} = resume(ableModel, entries, {
    commit: async () => {
      asked += 1;
      return 'beef';
    },
  });
  const state = await ended;
  assert.deepEqual([asked, state.lastCommit, state.tasks[0]?.commit], [1, 'beef', 'beef']);
  const messages = world.events().flatMap((event) => (event.type === 'commit.started' ? [event.message] : []));
  assert.equal(messages[0], messages[1], 'the same commit, word for word');
});

test('the night between two cores does not count as working time', async () => {
  const entries = until(await journalOfTheWay, 'plan.proposed').map((entry) => ({...entry, atMs: entry.atMs - 9e7}));
  const state = await resume(ableModel, entries).ended;
  assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted');
  assert.ok(state.pausedMs >= 9e7, `${state.pausedMs}`);
});

test('a session that has ended stays ended', async () => {
  const entries = await journalOfTheWay;
  const {ended, world} = resume(ableModel, entries);
  await ended;
  assert.equal(world.journal.entries.length, entries.length);
});

function until(entries: readonly Entry[], type: Event['type']): readonly Entry[] {
  return entries.slice(0, entries.findIndex(({event}) => event.type === type) + 1);
}
