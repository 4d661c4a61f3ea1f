// A thousand sessions by chance, with pauses, words, approvals, budgets, faults and kills of the core at any moment. Whatever
// happens: no word of the person is lost, no budget is exceeded by more than one answer, and the journal is whole.
import assert from 'node:assert/strict';
import test from 'node:test';
import {allAsk, allAuto} from '../../src/core/approval.ts';
import type {Entry, Event} from '../../src/core/events.ts';
import {reduce} from '../../src/core/reduce.ts';
import {initialState, type State} from '../../src/core/state.ts';
import {started} from '../core/states.ts';
import {
  type ChanceModel,
  chanceBudgets,
  chanceModel,
  type Dice,
  diceOf,
  largestReservation,
  overspent,
  personsCommand,
  pricedModels,
} from './chance.ts';
import {crash} from './ringlog.ts';
import {type Running, resume, start} from './start.ts';
import {accepted, builtWell, type Machines, testWorld} from './world.ts';

const seeds = 1_000;
const stepsMax = 80;

test(`${seeds} sessions by chance lose no word, overspend nothing and leave whole journals`, async () => {
  const seen = new Map<Event['type'], number>();
  for (let seed = 1; seed <= seeds; seed++) {
    const entries = await played(seed).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, {cause: error});
    });
    check(seed, entries);
    for (const {event} of entries) seen.set(event.type, (seen.get(event.type) ?? 0) + 1);
  }
  for (const type of reached) assert.ok((seen.get(type) ?? 0) > 10, `${type}: ${seen.get(type) ?? 0} times`);
});

/** What the schedules must have come to often enough to mean something. */
const reached: readonly Event['type'][] = [
  ...(['session.reopened', 'session.paused', 'agent.paused', 'message.queued', 'message.urged'] as const),
  ...(['approval.changed', 'question.answered', 'budget.warned', 'budget.spent', 'budget.granted'] as const),
  ...(['fault.raised', 'fault.cleared', 'turn.failed', 'build.started', 'run.started', 'commit.ended'] as const),
];

interface Session extends Running {
  readonly model: ChanceModel;
}

async function played(seed: number): Promise<readonly Entry[]> {
  const dice = diceOf(seed);
  let session = begun(dice);
  for (let step = 0; step < stepsMax && !isOver(session); step++) session = await stepped(session, dice);
  await session.supervisor.ask({do: 'stop', cause: 'person', why: 'enough'});
  await session.ended;
  session.world.check();
  return session.world.journal.entries;
}

const isOver = ({supervisor}: Running): boolean => supervisor.state().session.phase === 'ended';

function begun(dice: Dice): Session {
  let running: Running | null = null;
  const model = chanceModel(dice, () => running?.supervisor.state() ?? initialState);
  const approve = dice.below(2) === 0 ? allAsk : allAuto;
  running = start(testWorld(model, machinesOf(dice)), [
    started({approve, models: pricedModels, budgets: chanceBudgets(dice)}),
  ]);
  return {...running, model};
}

function machinesOf(dice: Dice): Machines {
  const failed = {kind: 'failed', diagnostics: [{level: 'error', text: 'no'}], output: '', durationMs: 5} as const;
  const fault = {kind: 'fault', why: 'no space left'} as const;
  return {
    builds: Array.from({length: 8}, () => dice.oneOf([builtWell, builtWell, builtWell, failed, fault])),
    runs: Array.from({length: 8}, () => dice.oneOf([accepted, accepted, crash])),
  };
}

async function stepped(session: Session, dice: Dice): Promise<Session> {
  const {supervisor, world, model} = session;
  const kind = dice.below(20);
  if (kind === 0) return killed(session, dice);
  if (kind < 3) world.clock.advance(dice.below(25_000));
  else if (kind < 9) await answered(supervisor.ask(personsCommand(dice, supervisor.state())), dice);
  else if (!model.release()) world.clock.advance(1_000);
  await turns(dice.below(5));
  return session;
}

/** A person does not always wait for what comes of it. */
async function answered(reply: Promise<unknown>, dice: Dice): Promise<void> {
  if (dice.below(3) > 0) await reply;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What is in the journal at this moment is all that is left; the folder stays as well. */
async function killed({supervisor, world}: Session, dice: Dice): Promise<Session> {
  const entries = [...world.journal.entries];
  const {files} = world;
  await supervisor.leave();
  let model: ChanceModel | null = null;
  const modelOf = (state: () => State): ChanceModel => {
    model = chanceModel(dice, state);
    return model;
  };
  const running = await resume(modelOf, entries, {machines: machinesOf(dice), files});
  running.world.clock.advance(Math.max(0, (entries.at(-1)?.atMs ?? 0) - running.world.clock.nowMs()));
  if (model === null) throw new Error('a world has a model');
  return {...running, model};
}

function check(seed: number, entries: readonly Entry[]): void {
  const states: State[] = [];
  let state = initialState;
  for (const [index, entry] of entries.entries()) {
    assert.equal(entry.seq, index + 1, `seed ${seed}: sequence`);
    state = reduce(state, entry);
    states.push(state);
  }
  const queued = entries.flatMap(({event}) => (event.type === 'message.queued' ? [event.message] : []));
  assert.equal(new Set(queued).size, queued.length, `seed ${seed}: a message is queued once`);
  const lost = queued.filter((id) => !isSettled(state, id));
  assert.deepEqual(lost, [], `seed ${seed}: each message was acknowledged, or refused with a reason`);
  for (const {measure, by} of overspent(states)) {
    const bound = measure === 'tokens' || measure === 'microdollars' ? largestReservation(entries, measure) : 0;
    assert.ok(by <= bound, `seed ${seed}: ${measure} exceeded by ${by}, one answer is ${bound}`);
  }
}

function isSettled({messages}: State, id: string): boolean {
  const fate = messages.find((message) => message.id === id)?.fate;
  return fate?.kind === 'acknowledged' || (fate?.kind === 'refused' && fate.why !== '');
}
