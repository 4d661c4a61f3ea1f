// Starts a session over test doubles and takes it to its end. A bug of the core fails the test at once.
import type {Entry, Event} from '../../src/core/events.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import type {Model} from '../../src/ports.ts';
import {reopeningEvents} from '../../src/runtime/reopen.ts';
import {runSession} from '../../src/runtime/session.ts';
import type {Supervisor} from '../../src/runtime/supervisor.ts';
import {started} from '../core/states.ts';
import {type Script, type ScriptedModel, scriptedModel} from './script.ts';
import {type Machines, type TestWorld, testWorld} from './world.ts';

export interface Running {
  readonly world: TestWorld;
  readonly supervisor: Supervisor;
  /** Rejects when the core meets a bug. */
  readonly ended: Promise<State>;
  /** Resolves when the state is so; rejects when the session ends first, or the core meets a bug. */
  readonly until: (holds: (state: State) => boolean) => Promise<State>;
}

export interface Scripted extends Running {
  readonly model: ScriptedModel;
  /** Every promise was kept and every step of the script was played. */
  check(): void;
}

export interface Options {
  readonly script: Script;
  readonly machines?: Machines;
  readonly session?: Partial<Extract<Event, {type: 'session.started'}>>;
}

export function startScripted({script, machines = {}, session = {}}: Options): Scripted {
  const model = scriptedModel(script, () => {});
  const running = start(testWorld(model, machines), [started(session)]);
  const check = (): void => {
    running.world.check();
    model.check();
  };
  return {...running, model, check};
}

export function start(world: TestWorld, events: readonly Event[]): Running {
  return connect(world, {kind: 'new', events});
}

export interface Return {
  readonly machines?: Machines;
  readonly files?: ReadonlyMap<string, string>;
  readonly attended?: boolean;
}

/** A core that comes back to what is left of a journal, and of the folder. */
export async function resume(
  modelOf: (state: () => State) => Model,
  entries: readonly Entry[],
  {machines = {}, files = new Map(), attended}: Return = {},
): Promise<Running> {
  let supervisor: Supervisor | null = null;
  const state = fold(entries);
  const model = modelOf(() => supervisor?.state() ?? state);
  const world = testWorld(model, machines, entries, files);
  const reopening = {state, lostEvents: 0, ...(attended === undefined ? {} : {attended})};
  const events = await reopeningEvents(world.workspace, reopening);
  const running = connect(world, {kind: 'resumed', state, events});
  supervisor = running.supervisor;
  return running;
}

function connect(world: TestWorld, from: Parameters<typeof runSession>[1]): Running {
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => {});
  const supervisor = runSession(world, from, bug.reject);
  world.connect(supervisor);
  const ended = Promise.race([supervisor.ended, bug.promise]);
  const until = async (holds: (state: State) => boolean): Promise<State> => {
    await Promise.race([supervisor.until((state) => holds(state) || state.session.phase === 'ended'), bug.promise]);
    const state = supervisor.state();
    if (holds(state)) return state;
    throw new Error(`the session ended first: ${JSON.stringify(state.session)}`);
  };
  return {world, supervisor, ended, until};
}
