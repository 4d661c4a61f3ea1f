// The whole way, from a goal to a commit, over test doubles: in which order things come to be true, and that the core keeps
// what it promises meanwhile.
import assert from 'node:assert/strict';
import test from 'node:test';
import {exitStatusOf} from '../../src/core/ending.ts';
import {fold} from '../../src/core/reduce.ts';
import {wholeWay, wholeWayMachines} from './ringlog.ts';
import {startScripted} from './start.ts';

test('a task goes from the goal through a failed build, a crash and a review to its commit', async () => {
  const {ended, world, check} = startScripted({script: wholeWay, machines: wholeWayMachines});
  const state = await ended;
  check();
  assert.deepEqual(milestones(world.types()), [
    'session.started',
    'task.created',
    'plan.proposed',
    'build.finished',
    'build.finished',
    'run.finished',
    'build.finished',
    'run.finished',
    'work.submitted',
    'finding.reported',
    'finding.judged',
    'verdict.given',
    'build.finished',
    'work.submitted',
    'verdict.given',
    'run.finished',
    'commit.started',
    'commit.ended',
    'note.written',
    'session.ended',
  ]);
  const stages = world.events().flatMap((event) => (event.type === 'task.advanced' ? [event.stage] : []));
  assert.deepEqual(stages, [
    ...['planning', 'planned', 'writing', 'reviewing', 'writing', 'reviewing', 'running', 'committing', 'done'],
  ]);
  assert.deepEqual(world.events().at(-1), {
    type: 'session.ended',
    outcome: 'accepted',
    why: 'every task passed its gate',
    builds: 4,
    runs: 3,
    oopses: 0,
    panics: 1,
    hangs: 0,
    watchdogReboots: 0,
    pstoreRecords: 1,
    commit: 'c0ffee00c0ffee00',
  });
  assert.equal(exitStatusOf(state.session), 0);
  assert.deepEqual(
    state.findings.map(({id, by, state: is}) => [id, by, is]),
    [
      ['F1', 'target', 'mended'],
      ['F2', 'reviewer', 'mended'],
    ],
  );
});

test('the journal alone gives the same state', async () => {
  const {ended, world} = startScripted({script: wholeWay, machines: wholeWayMachines});
  const state = await ended;
  assert.deepEqual(fold(JSON.parse(JSON.stringify(world.journal.entries))), state);
});

test('entries that came to be true together are marked as such, and no batch is left open', async () => {
  const {ended, world} = startScripted({script: wholeWay, machines: wholeWayMachines});
  await ended;
  const {entries} = world.journal;
  const submitted = entries.findIndex(({event}) => event.type === 'work.submitted');
  assert.deepEqual(
    entries.slice(submitted, submitted + 4).map(({event, more}) => [event.type, more ?? false]),
    [
      ['work.submitted', true],
      ['task.advanced', true],
      ['tool.returned', true],
      ['assignment.ended', false],
    ],
  );
  assert.equal(entries.at(-1)?.more, undefined);
});

test('every effect ends in an event of its own', async () => {
  const {ended, world} = startScripted({script: wholeWay, machines: wholeWayMachines});
  await ended;
  const count = (type: string): number => world.types().filter((other) => other === type).length;
  assert.deepEqual(
    [
      count('turn.asked'),
      count('build.started'),
      count('run.started'),
      count('commit.started'),
      count('power.requested'),
    ],
    [
      count('turn.answered'),
      count('build.finished'),
      count('run.finished'),
      count('commit.ended'),
      count('power.ended'),
    ],
  );
  const calls = world.events().flatMap((event) => (event.type === 'turn.answered' ? event.calls : []));
  assert.equal(count('tool.returned'), calls.length);
});

test('the Executor reads of its crash what came back through pstore', async () => {
  const {ended, model} = startScripted({script: wholeWay, machines: wholeWayMachines});
  await ended;
  const asked = model.requests.filter(({role}) => role === 'executor')[3];
  const read = asked?.items.findLast((item) => item.kind === 'result');
  assert.match(read?.kind === 'result' ? read.output : '', /NULL pointer dereference in ringlog_read/);
  assert.match(read?.kind === 'result' ? read.output : '', /Panic#1 Part1/);
});

function milestones(types: readonly string[]): readonly string[] {
  const told = ['session', 'task.created', 'plan', 'work', 'finding', 'verdict', 'commit', 'note'];
  return types.filter((type) => told.some((head) => type.startsWith(head)) || /^(build|run)\.finished/.test(type));
}
