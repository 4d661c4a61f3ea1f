// A whole session on a live model: the real client against the server of the tests, with faults on the way, recorded; and the
// recording played in its place gives the same answers.
import assert from 'node:assert/strict';
import test from 'node:test';
import {parseTape, tapeText} from '../../config/tape.ts';
import type {Event} from '../../src/core/events.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import type {Tape} from '../../src/core/tape.ts';
import {createLiveModel} from '../../src/drivers/model/live.ts';
import {createRecordedModel} from '../../src/drivers/model/record.ts';
import {createTapeModel} from '../../src/drivers/model/tape.ts';
import type {Model, ModelRequest} from '../../src/ports.ts';
import {started} from '../core/states.ts';
import {settingsAt} from '../drivers/model/settings.ts';
import {playedByRole, type RoleTurns} from '../model-server/by-role.ts';
import {startModelServer} from '../model-server/server.ts';
import type {ServerTurn} from '../model-server/turn.ts';
import {wholeWay, wholeWayMachines} from './ringlog.ts';
import {type Running, start} from './start.ts';
import {type TestWorld, testWorld} from './world.ts';

const apiKey = 'house-1234567890abcdef';

/** What the script of the test doubles says, as the server says it. */
async function turnsOf(script: typeof wholeWay): Promise<RoleTurns> {
  const all = roles.map(async (role): Promise<readonly [Role, readonly ServerTurn[]]> => {
    const steps = script[role] ?? [];
    const outcomes = await Promise.all(
      steps.map((step) => step({turn: 'T'} as unknown as ModelRequest, new AbortController().signal)),
    );
    return [
      role,
      outcomes.flatMap((one) => (one.kind === 'answered' ? [{say: one.text, reasoning: 'Hm.', calls: one.calls}] : [])),
    ];
  });
  return Object.fromEntries(await Promise.all(all));
}

const emptyTape: Tape = {
  name: 'recorded',
  about: 'recorded from a test',
  task: 'ringlog',
  turns: Object.fromEntries(roles.map((role) => [role, []])) as unknown as Tape['turns'],
};

/** Whenever a role waits to ask again, the time goes by. */
async function takenToItsEnd({supervisor, ended}: Running, world: TestWorld): Promise<State> {
  const waits = (state: State): boolean =>
    state.session.phase === 'ended' || state.assignments.some(({turn}) => turn.at === 'retry');
  for (;;) {
    await Promise.race([supervisor.until(waits), ended]);
    if (supervisor.state().session.phase === 'ended') return ended;
    (world.clock as unknown as {advance(ms: number): void}).advance(130_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function answersOf(world: TestWorld): readonly object[] {
  return world.events().flatMap((event) =>
    event.type === 'turn.answered'
      ? [
          {
            assignment: event.turn.split('.')[0],
            text: event.text,
            calls: event.calls.map(({name, argumentsJson}) => [name, JSON.parse(argumentsJson)]),
          },
        ]
      : [],
  );
}

function failuresOf(world: TestWorld): readonly Extract<Event, {type: 'turn.failed'}>[] {
  return world.events().flatMap((event) => (event.type === 'turn.failed' ? [event] : []));
}

const faults = [
  {role: 'planner', answer: 1, fault: 'rateLimitedSeconds'},
  {role: 'executor', answer: 2, fault: 'cut'},
  {role: 'executor', answer: 2, fault: 'reset'},
  {role: 'reviewer', answer: 0, fault: 'serverError'},
] as const;

for (const profile of ['openai', 'vllm']) {
  test(`${profile}: faults on the way are journaled and paid, and the recording plays back`, async () => {
    const {script, left} = playedByRole(await turnsOf(wholeWay), faults);
    const server = await startModelServer(script);
    let tape = emptyTape;
    const beginnings: string[] = [];
    const live = createLiveModel({settings: settingsAt(server.baseUrl, {profile}), apiKey});
    const clock = {nowMs: () => 0, after: () => () => {}};
    const save = async (next: Tape): Promise<void> => {
      tape = next;
      beginnings.push(tapeText(next));
    };
    const model = createRecordedModel({model: live, clock, begun: emptyTape, hide: (text) => text, save});
    const world = testWorld(model, wholeWayMachines);
    const state = await takenToItsEnd(start(world, [started()]), world);
    await server.close();
    world.check();
    assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted', JSON.stringify(state.session));
    assert.deepEqual([server.unpaired, left()], [[], []]);

    const failures = failuresOf(world).map(({failure, retryInMs, usage}) => [
      failure.failure,
      retryInMs,
      usage?.estimated,
    ]);
    assert.deepEqual(failures, [
      ['rateLimited', 7_000, undefined],
      ['cut', 2_000, true],
      ['reset', 4_000, true],
      ['server', 2_000, undefined],
    ]);
    assert.ok(state.agents.executor.usage.estimated);

    const played = await playedBack(tapeText(tape));
    assert.deepEqual(answersOf(played), answersOf(world));
    assert.deepEqual(beginnings.length, answersOf(world).length, 'written after each answer');
    for (const text of beginnings) assert.ok(parseTape(text, 'beginning'));
  });
}

function immediately(_ms: number, then: () => void): () => void {
  const soon = setImmediate(then);
  return () => clearImmediate(soon);
}

/** A try that failed has a turn of its own, so the numbers of the turns differ. */
async function playedBack(text: string): Promise<TestWorld> {
  const model: Model = createTapeModel({
    tape: parseTape(text, 'recorded'),
    speed: 1_000_000,
    clock: {nowMs: () => 0, after: immediately},
  });
  const world = testWorld(model, wholeWayMachines);
  const state = await start(world, [started()]).ended;
  assert.equal(state.session.phase === 'ended' && state.session.outcome, 'accepted');
  return world;
}
