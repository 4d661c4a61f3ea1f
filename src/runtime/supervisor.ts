// The core's loop: one writer, one event at a time. A command is decided, its events are stamped, written, believed and
// shown; then their effects are run, and what is due is asked for until nothing is.
import type {Command, HouseCommand, Refusal} from '../core/commands.ts';
import {deadlinesOf} from '../core/deadlines.ts';
import {decide} from '../core/decide.ts';
import {isRefusal} from '../core/decision.ts';
import {dueOf} from '../core/due.ts';
import {type Effect, effectsOf} from '../core/effects.ts';
import type {Entry, Event} from '../core/events.ts';
import {reduce} from '../core/reduce.ts';
import type {State} from '../core/state.ts';
import type {World} from '../ports.ts';
import {insist} from './insist.ts';

/** How an effect runs: it tells events as they come to be true, and may ask for commands. It never rejects. */
export type EffectRunner = (effect: Effect, core: CoreAccess) => Promise<void>;

export interface CoreAccess {
  readonly state: () => State;
  /** Resolves when they are believed. After the session's end they are not: how each effect ended was written with it. */
  readonly tell: (events: readonly Event[]) => Promise<void>;
  readonly ask: (command: Command) => Promise<Refusal | null>;
  /** Resolves when the state is so; at once when it is so already. */
  readonly until: (holds: (state: State) => boolean) => Promise<void>;
}

export interface Supervisor extends CoreAccess {
  /** Resolves when the session has ended and every effect has. */
  readonly ended: Promise<State>;
  /** Takes nothing in any more, so that the journal stays as it is; resolves when what was being written is. */
  leave(): Promise<void>;
}

type Input =
  | {readonly kind: 'events'; readonly events: readonly Event[]; readonly taken: () => void}
  | {readonly kind: 'command'; readonly command: Command; readonly reply: (refusal: Refusal | null) => void}
  /** A deadline may have passed: what is due by the clock is asked for. */
  | {readonly kind: 'time'};

/** More waiting inputs than this means that something talks without end; the oldest side of the bargain is memory. */
const queueMax = 10_000;
/** Commands in a row that were due by the state alone. More means that one of them changes nothing: a bug. */
const dueInARowMax = 1_000;

export function startSupervisor(
  world: Pick<World, 'clock' | 'journal' | 'screens' | 'consoleBytes'>,
  from: State,
  /** Turns a call that is due into the command it asks for. */
  readCall: (state: State, command: Extract<HouseCommand, {do: 'carryOutCall'}>) => Command | readonly Event[],
  runEffect: EffectRunner,
  onBug: (error: unknown) => void,
): Supervisor {
  const queue: Input[] = [];
  const underWay = new Set<Promise<void>>();
  let waiters: readonly {readonly holds: (state: State) => boolean; readonly go: () => void}[] = [];
  let state = from;
  let busy = false;
  let dueInARow = 0;
  let isLeft = false;
  let consoleByte = 0;
  let disarm = (): void => {};
  let end: (state: State) => void = () => {};
  const ended = new Promise<State>((resolve) => {
    end = resolve;
  });

  const tell = (events: readonly Event[]): Promise<void> =>
    new Promise((taken) => put({kind: 'events', events, taken}));
  const ask = (command: Command): Promise<Refusal | null> =>
    new Promise((reply) => put({kind: 'command', command, reply}));
  const until = (holds: (state: State) => boolean): Promise<void> =>
    new Promise((go) => {
      waiters = [...waiters, {holds, go}];
      wake();
    });
  const access: CoreAccess = {state: () => state, tell, ask, until};
  const idle = Promise.withResolvers<void>();

  function leave(): Promise<void> {
    isLeft = true;
    disarm();
    if (!busy) idle.resolve();
    return idle.promise;
  }

  function put(input: Input): void {
    if (isLeft) return;
    if (queue.length >= queueMax) onBug(new Error(`the core's queue holds ${queueMax} inputs`));
    else queue.push(input);
    go();
  }

  function go(): void {
    if (!busy) void drain().catch(onBug);
  }

  async function drain(): Promise<void> {
    busy = true;
    try {
      for (let input = next(); input !== undefined; input = next()) await take(input);
    } finally {
      busy = false;
    }
    if (isLeft) return idle.resolve();
    arm();
    endIfOver();
  }

  function next(): Input | undefined {
    if (isLeft) return undefined;
    const waiting = queue.shift();
    if (waiting !== undefined) {
      dueInARow = 0;
      return waiting;
    }
    const command = dueOf(state);
    if (command === null) return undefined;
    dueInARow += 1;
    if (dueInARow > dueInARowMax) throw new Error(`${JSON.stringify(command)} is due again and again`);
    return inputFor(command);
  }

  function inputFor(command: HouseCommand): Input {
    const asked = command.do === 'carryOutCall' ? readCall(state, command) : command;
    if (!('do' in asked)) return {kind: 'events', events: asked, taken: () => {}};
    const refuse = (refusal: Refusal | null): void => {
      if (refusal === null) return;
      if (command.do !== 'carryOutCall') throw new Error(`${command.do} was due and refused: ${refusal.refused}`);
      void tell([{type: 'tool.returned', call: command.call, ok: false, output: refusal.refused}]);
    };
    return {kind: 'command', command: asked, reply: refuse};
  }

  async function take(input: Input): Promise<void> {
    switch (input.kind) {
      case 'events':
        if (state.session.phase !== 'ended') await believe(input.events);
        return input.taken();
      case 'command':
        return input.reply(await carryOut(input.command));
      case 'time':
        for (const {atMs, command} of deadlinesOf(state)) if (atMs <= world.clock.nowMs()) await carryOut(command);
        return;
      default:
        return input satisfies never;
    }
  }

  async function carryOut(command: Command): Promise<Refusal | null> {
    const decision = decide(state, command);
    if (isRefusal(decision)) return decision;
    await believe(decision);
    return null;
  }

  async function believe(events: readonly Event[]): Promise<void> {
    if (events.length === 0) return;
    const entries = stamped(events, state.seq, world.clock.nowMs(), newBytes());
    const effects = events.flatMap((event) => effectsOf(event));
    await write(entries, effects.length > 0);
    for (const entry of entries) state = reduce(state, entry);
    world.screens.entries(entries);
    wake();
    for (const effect of effects) start(effect);
  }

  function newBytes(): number | null {
    const before = consoleByte;
    consoleByte = world.consoleBytes();
    return consoleByte === before ? null : consoleByte;
  }

  /** Written before believed, and safe from a loss of power before anything is done about it. */
  async function write(entries: readonly Entry[], isIntent: boolean): Promise<void> {
    await insist(world, 'the journal', () => world.journal.append(entries));
    if (isIntent) await insist(world, 'the journal', () => world.journal.durable());
  }

  function wake(): void {
    const woken = waiters.filter(({holds}) => holds(state));
    waiters = waiters.filter((waiter) => !woken.includes(waiter));
    for (const waiter of woken) waiter.go();
  }

  function start(effect: Effect): void {
    const running: Promise<void> = runEffect(effect, access)
      .catch(onBug)
      .finally(() => {
        underWay.delete(running);
        endIfOver();
      });
    underWay.add(running);
  }

  function endIfOver(): void {
    if (state.session.phase === 'ended' && underWay.size === 0 && !busy) end(state);
  }

  function arm(): void {
    disarm();
    const deadlines = deadlinesOf(state);
    if (deadlines.length === 0) return;
    const firstMs = Math.min(...deadlines.map(({atMs}) => atMs));
    disarm = world.clock.after(Math.max(0, firstMs - world.clock.nowMs()), () => put({kind: 'time'}));
  }

  queueMicrotask(go);
  return {...access, ended, leave};
}

/** What comes to be true together stays together in the journal: each entry but the last says that more belongs to it. */
function stamped(
  events: readonly Event[],
  afterSeq: number,
  atMs: number,
  consoleByte: number | null,
): readonly Entry[] {
  const last = events.length - 1;
  return events.map(
    (event, index): Entry => ({
      seq: afterSeq + index + 1,
      atMs,
      ...(index === last ? {} : {more: true}),
      ...(index === 0 && consoleByte !== null ? {consoleByte} : {}),
      event,
    }),
  );
}
