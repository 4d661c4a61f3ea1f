// An examination in a session: what it finds is told before the tree is read, and whatever becomes of it, the work goes on.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {underWayOf} from '../../src/core/examined.ts';
import {checkFindingId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {resultOf, unlock} from '../core/examined-states.ts';
import {T1} from '../core/states.ts';
import {
  createTask,
  examines,
  leakingOnce,
  note,
  passes,
  plan,
  submit,
  verdict,
  wholeWay,
  wholeWayMachines,
  write,
} from './ringlog.ts';
import {type Script, says} from './script.ts';
import {startScripted} from './start.ts';
import type {Machines} from './world.ts';

type Examine = NonNullable<Machines['examine']>;

const shortWay: Script = {
  scheduler: [says('One.', createTask), says('Done.', note)],
  planner: [says('So.', plan)],
  executor: [says('First.', write('one'), ['build'], submit)],
  reviewer: [says('Good.', ...passes, verdict('approve'))],
};

function startWith(examine: Examine) {
  return startScripted({script: shortWay, machines: {examine}, session: examines});
}

const endsOf = (events: readonly Event[]) =>
  events.flatMap((event) => (event.type === 'examination.ended' ? [[event.how, event.why ?? '']] : []));

/** As a driver does it: it ends when nobody wants it any more, and says what it did not come to. */
function untilAborted(onAbort: () => void): Examine {
  return (_of, told, signal) =>
    new Promise((resolve) => {
      told(resultOf('compiler'));
      signal.addEventListener('abort', () => {
        onAbort();
        told({...resultOf('sparse', unlock), end: {kind: 'stopped', why: 'the deadline'}});
        resolve([]);
      });
    });
}

const isLooking = (state: State): boolean => (underWayOf(state, T1)?.results.length ?? 0) > 0;

test('what a check finds sends the tree back, and is mended by the next one', async () => {
  const machines = {...wholeWayMachines, examine: leakingOnce()};
  const {ended, world, check} = startScripted({script: wholeWay, machines, session: examines});
  const state = await ended;
  check();
  assert.deepEqual(
    state.findings.map(({id, by, state: is}) => `${id} ${by} ${is}`),
    ['F1 target mended', 'K1 check mended', 'F2 reviewer mended'],
  );
  const order = world
    .types()
    .filter((type) => ['change.described', 'examination.ended', 'verdict.given'].includes(type));
  assert.deepEqual(
    order,
    [...Array(2)].flatMap(() => ['change.described', 'examination.ended', 'verdict.given']),
  );
});

test('where the machinery fails, that is said, and the Reviewer reads without it', async () => {
  const {ended, world, check} = startWith(() => Promise.reject(new Error('no space left on device')));
  const state = await ended;
  check();
  assert.deepEqual(endsOf(world.events()), [['fault', 'no space left on device']]);
  assert.deepEqual(state.faults, [], 'nobody has to mend it for the work to go on');
  assert.match(state.marks.find(({kind}) => kind === 'fault')?.text ?? '', /no space left on device/);
});

test('what is not at its end at the deadline is stopped, and what it had found counts', async () => {
  const {ended, until, supervisor, world} = startWith(untilAborted(() => {}));
  await until(isLooking);
  // A third of the hour that the work may take: less than what the configuration would give it.
  world.clock.advance(20 * 60_000 - 1_000);
  assert.ok(isLooking(supervisor.state()));
  world.clock.advance(1_000);
  const {findings} = await until(({examinations}) => examinations[0]?.end !== undefined);
  assert.deepEqual(
    findings.map(({claim}) => claim),
    [unlock.claim],
  );
  await supervisor.ask({do: 'stop', cause: 'person', why: 'enough'});
  await ended;
  world.check();
  assert.deepEqual(endsOf(world.events()), [['finished', '']]);
});

test('the person goes on without it: the tools are ended, and what they still say is not heard', async () => {
  let aborted = 0;
  const {ended, until, supervisor, world, check} = startWith(untilAborted(() => aborted++));
  await until(isLooking);
  assert.equal(await supervisor.ask({do: 'skipChecks', task: T1}), null);
  const state = await ended;
  check();
  assert.equal(aborted, 1);
  assert.deepEqual(endsOf(world.events()), [['skipped', 'the person did not want to wait for it']]);
  assert.deepEqual([state.findings, state.examinations[0]?.results.map(({check: name}) => name)], [[], ['compiler']]);
});

test('what the person dismisses while the checks go on holds nothing up, and stands in the commit', async () => {
  const looked = Promise.withResolvers<readonly never[]>();
  const {ended, until, supervisor, world, check} = startWith((_of, told) => {
    told(resultOf('sparse', unlock));
    return looked.promise;
  });
  await until(({findings}) => findings.length > 0);
  const finding = checkFindingId(1);
  assert.match((await supervisor.ask({do: 'dismissFinding', finding, why: ''}))?.refused ?? '', /with a reason/);
  assert.equal(await supervisor.ask({do: 'dismissFinding', finding, why: 'the caller drops it'}), null);
  looked.resolve([]);
  const state = await ended;
  check();
  assert.deepEqual(state.session.phase === 'ended' && state.session.outcome, 'accepted');
  assert.deepEqual(
    state.findings.map(({state: is, dismissal}) => [is, dismissal?.why]),
    [['dismissed', 'the caller drops it']],
  );
  const commit = world.events().find(({type}) => type === 'commit.started');
  assert.match(commit?.type === 'commit.started' ? commit.message : '', /K1 \(major\)[\s\S]*the\s+caller\s+drops\s+it/);
});

test('a session that ends waits for no check', async () => {
  let aborted = 0;
  const {ended, until, supervisor, world} = startWith(untilAborted(() => aborted++));
  await until(isLooking);
  assert.equal(await supervisor.ask({do: 'stop', cause: 'person', why: 'enough'}), null);
  const state = await ended;
  world.check();
  assert.equal(aborted, 1);
  assert.deepEqual(endsOf(world.events()), [['interrupted', '']]);
  assert.equal(state.session.phase, 'ended');
});
