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

/** How an effect runs: it tells events as they come to be true, and may ask for commands. It never rejects. */
export type EffectRunner = (effect: Effect, core: CoreAccess) => Promise<void>;

export interface CoreAccess {
  readonly state: () => State;
  readonly tell: (events: readonly Event[]) => void;
  readonly ask: (command: Command) => Promise<Refusal | null>;
}

export interface Supervisor extends CoreAccess {
  /** Resolves when the session has ended and every effect has. */
  readonly ended: Promise<State>;
}

type Input =
  | {readonly kind: 'events'; readonly events: readonly Event[]}
  | {readonly kind: 'command'; readonly command: Command; readonly reply: (refusal: Refusal | null) => void};

/** More waiting inputs than this means that something talks without end; the oldest side of the bargain is memory. */
const queueMax = 10_000;
/** Commands in a row that were due by the state alone. More means that one of them changes nothing: a bug. */
const dueInARowMax = 1_000;
const journalRetryMs = 2_000;

export function startSupervisor(
  world: Pick<World, 'clock' | 'journal' | 'screens'>,
  from: State,
  /** Turns a call that is due into the command it asks for. */
  readCall: (state: State, command: Extract<HouseCommand, {do: 'carryOutCall'}>) => Command | readonly Event[],
  runEffect: EffectRunner,
  onBug: (error: unknown) => void,
): Supervisor {
  const queue: Input[] = [];
  const underWay = new Set<Promise<void>>();
  let state = from;
  let busy = false;
  let dueInARow = 0;
  let disarm = (): void => {};
  let end: (state: State) => void = () => {};
  const ended = new Promise<State>((resolve) => {
    end = resolve;
  });

  const tell = (events: readonly Event[]): void => put({kind: 'events', events});
  const ask = (command: Command): Promise<Refusal | null> =>
    new Promise((reply) => put({kind: 'command', command, reply}));
  const access: CoreAccess = {state: () => state, tell, ask};

  function put(input: Input): void {
    if (queue.length >= queueMax) throw new Error(`the core's queue holds ${queueMax} inputs`);
    queue.push(input);
    if (!busy) void drain().catch(onBug);
  }

  async function drain(): Promise<void> {
    busy = true;
    try {
      for (let input = next(); input !== undefined; input = next()) await take(input);
    } finally {
      busy = false;
    }
    arm();
    if (state.session.phase === 'ended' && underWay.size === 0) end(state);
  }

  function next(): Input | undefined {
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
    if (!('do' in asked)) return {kind: 'events', events: asked};
    const refuse = (refusal: Refusal | null): void => {
      if (refusal === null) return;
      if (command.do !== 'carryOutCall') throw new Error(`${command.do} was due and refused: ${refusal.refused}`);
      tell([{type: 'tool.returned', call: command.call, ok: false, output: refusal.refused}]);
    };
    return {kind: 'command', command: asked, reply: refuse};
  }

  async function take(input: Input): Promise<void> {
    const decision = input.kind === 'events' ? input.events : decide(state, input.command);
    const refusal = isRefusal(decision) ? decision : null;
    if (!isRefusal(decision)) await believe(decision);
    if (input.kind === 'command') input.reply(refusal);
  }

  async function believe(events: readonly Event[]): Promise<void> {
    if (events.length === 0) return;
    const atMs = world.clock.nowMs();
    const entries = events.map((event, index): Entry => ({seq: state.seq + index + 1, atMs, event}));
    const effects = events.flatMap((event) => effectsOf(event));
    await write(entries, effects.length > 0);
    for (const entry of entries) state = reduce(state, entry);
    world.screens.entries(entries);
    for (const effect of effects) start(effect);
  }

  /** Written before believed, and safe from a loss of power before anything is done about it. */
  async function write(entries: readonly Entry[], isIntent: boolean): Promise<void> {
    await insist(() => world.journal.append(entries));
    if (isIntent) await insist(() => world.journal.durable());
  }

  /** A full disk stops the work, not the core: it is tried again until there is room, and the screen says so meanwhile. */
  async function insist(act: () => Promise<void>): Promise<void> {
    for (let failed = false; ; failed = true) {
      try {
        await act();
        if (failed) world.screens.trouble(null);
        return;
      } catch (error) {
        world.screens.trouble(`work waits: the journal can't be written: ${messageOf(error)}`);
        await new Promise<void>((resolve) => world.clock.after(journalRetryMs, resolve));
      }
    }
  }

  function start(effect: Effect): void {
    const running: Promise<void> = runEffect(effect, access)
      .catch(onBug)
      .finally(() => {
        underWay.delete(running);
        if (state.session.phase === 'ended' && underWay.size === 0 && !busy) end(state);
      });
    underWay.add(running);
  }

  function arm(): void {
    disarm();
    const deadlines = deadlinesOf(state);
    const first = deadlines.reduce<(typeof deadlines)[number] | undefined>(
      (earliest, deadline) => (earliest === undefined || deadline.atMs < earliest.atMs ? deadline : earliest),
      undefined,
    );
    if (first === undefined) return;
    const waitMs = Math.max(0, first.atMs - world.clock.nowMs());
    disarm = world.clock.after(waitMs, () => void ask(first.command).catch(onBug));
  }

  queueMicrotask(() => {
    if (!busy) void drain().catch(onBug);
  });
  return {...access, ended};
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
