// The loop that supervises a target of any kind: what its room observes goes through the lifecycle's step, one at a time, and what
// the step asks for is carried out on the room.
import type {TargetEvent} from '../../core/target-events.ts';
import type {TargetReadiness, TargetSink} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {openConsoleReader} from './console-reader.ts';
import {deadlineOf} from './deadlines.ts';
import {clearPstore, harvestPstore} from './harvest.ts';
import {stepLifecycle} from './lifecycle.ts';
import {type Action, beginsLife, initialLifecycle, type Observation, type SaveState} from './lifecycle-state.ts';
import type {Channel, Room, RoomListener, SaveOutcome} from './room.ts';
import type {TargetLoopOptions} from './target-options.ts';
import type {RunTarget} from './task-run.ts';
import {createWitness} from './witness.ts';

export type {TargetLoopOptions} from './target-options.ts';

/** A console that says nothing for so long has ended its report. */
const quietMs = 1000;
/** A timer that comes this late tells of a host that stood still; what the target said meanwhile is read first. */
const lateMs = 1000;
const catchUpMs = 2500;

export function createTarget(
  openRoom: (listener: RoomListener) => Room,
  options: TargetLoopOptions,
  sink: TargetSink,
): RunTarget {
  const {times} = options;
  const witness = createWitness();
  const reader = openConsoleReader();
  const room = openRoom({
    console(bytes) {
      sink.console(bytes);
      observe({kind: 'spoke'});
      for (const fact of reader.take(bytes)) observe({kind: 'fact', fact});
      awaitQuiet();
    },
    hello: (hello) => observe({kind: 'hello', hello}),
    heartbeat(kernel) {
      observe({kind: 'heartbeat'});
      sink.pulse(kernel);
    },
    watchdog: () => observe({kind: 'watchdog', lastLines: reader.lastLines()}),
    reset: () => observe({kind: 'reset'}),
    guestPanicked: () => observe({kind: 'guestPanicked'}),
    died: (why, signal) => observe({kind: 'died', why, ...(signal === undefined ? {} : {signal})}),
    line: (line, why) => observe({kind: 'line', state: line, why}),
  });
  const waiting: ((readiness: TargetReadiness) => void)[] = [];
  let state = initialLifecycle({
    accelerator: options.accelerator,
    bootsBefore: options.bootsBefore ?? 0,
    rungs: room.rungs,
  });
  let closed = false;
  /** Nobody has done anything to the target since its life began. */
  let untouched = false;
  /** Typed while its state is saved, of which it must not become a part. */
  const held: Uint8Array[] = [];
  let newest: Promise<unknown> = Promise.resolve();
  let offs = 0;
  let starts = 0;
  let salvaged: Promise<void> = Promise.resolve();
  let disarm: () => void = () => {};
  let armedMs = Number.POSITIVE_INFINITY;
  let forgetQuiet: () => void = () => {};

  function observe(seen: Observation): void {
    if (closed) return;
    const before = state;
    const step = stepLifecycle(state, seen, systemClock.nowMs(), times);
    state = step.state;
    if (beginsLife(before, state)) untouched = true;
    if (state.phase.name !== 'saving') for (const bytes of held.splice(0)) room.write(bytes);
    for (const event of step.events) tell(event);
    for (const action of step.actions) carryOut(action);
    arm();
    const readiness = readinessOf();
    if (readiness !== null) for (const resolve of waiting.splice(0)) resolve(readiness);
  }

  function tell(event: TargetEvent): void {
    witness.record(event);
    sink.event(event);
  }

  function carryOut(action: Action): void {
    switch (action.do) {
      case 'start': {
        const mine = ++starts;
        const isNewest = () => mine === starts;
        void salvaged
          .then(() => room.start(action.how))
          .then(
            () => isNewest() && observe({kind: 'started'}),
            (fault: Error) => isNewest() && observe({kind: 'notStarted', why: fault.message}),
          );
        break;
      }
      case 'continue':
        room.continue();
        break;
      case 'examine':
        void room.examine().then(
          (registers) => observe({kind: 'examined', registers}),
          (fault: Error) => observe({kind: 'examined', registers: `no registers: ${fault.message}`}),
        );
        break;
      case 'take':
        void room.take(action.rung).then(
          () => observe({kind: 'taken', rung: action.rung}),
          (fault: Error) => observe({kind: 'notTaken', rung: action.rung, why: fault.message}),
        );
        break;
      case 'kill':
        // What does not end is seen by what does not follow.
        void room.kill().catch(() => {});
        break;
      case 'dropRequests':
        room.channel()?.drop(action.why);
        break;
      case 'harvest':
        void harvest(action.boot, action.kept);
        break;
      case 'salvage':
        salvaged = salvaged.then(() => salvage(action));
        break;
      case 'save':
        void save();
        break;
      case 'discardSave':
        // The boot that follows makes another in its place.
        void room.discardSave?.().catch(() => {});
        break;
      default:
        action satisfies never;
    }
  }

  async function harvest(boot: number, isKept: boolean): Promise<void> {
    const channel = room.channel();
    if (channel === null) return;
    if (!isKept) await clearPstore(channel);
    const harvest = isKept
      ? await harvestPstore(channel, `${options.folder}/pstore`, boot)
      : {records: [], unreadable: []};
    observe({kind: 'harvested', boot, ...harvest});
  }

  async function salvage({boot, rung}: Extract<Action, {do: 'salvage'}>): Promise<void> {
    const left = await room
      .recordsLeft?.(boot)
      .catch((fault: Error) => ({records: [], unreadable: [`the target's RAM: ${fault.message}`]}));
    if (left !== undefined) observe({kind: 'salvaged', boot, rung, ...left});
  }

  async function save(): Promise<void> {
    observe({kind: 'saved', outcome: await saveOutcome()});
  }

  async function saveOutcome(): Promise<SaveOutcome> {
    if (room.save === undefined) return {saved: false, why: 'this kind of target has no saves'};
    if (!untouched) return {saved: false, why: 'something was typed at its console before it was up'};
    return room.save().catch((fault: Error) => ({saved: false, why: fault.message}));
  }

  function arm(): void {
    const deadline = deadlineOf(state, times) ?? Number.POSITIVE_INFINITY;
    // Deadlines move away with every heartbeat: a timer that is early finds that out by itself.
    if (deadline < armedMs) armFor(deadline);
  }

  function armFor(deadlineMs: number): void {
    disarm();
    armedMs = deadlineMs;
    const waitMs = Math.max(0, deadlineMs - systemClock.nowMs());
    disarm = systemClock.after(waitMs, () => {
      const isLate = systemClock.nowMs() - deadlineMs > lateMs;
      armedMs = Number.POSITIVE_INFINITY;
      if (isLate) {
        armFor(systemClock.nowMs() + catchUpMs);
        return;
      }
      if (state.phase.name === 'settling') readToTheEnd();
      observe({kind: 'time', lastLines: reader.lastLines()});
    });
  }

  function awaitQuiet(): void {
    forgetQuiet();
    forgetQuiet = systemClock.after(quietMs, readToTheEnd);
  }

  function readToTheEnd(): void {
    for (const fact of reader.flush()) observe({kind: 'fact', fact});
  }

  function readinessOf(): TargetReadiness | null {
    if (closed) return {kind: 'off', why: 'the target is closed'};
    const {phase, boot} = state;
    if (phase.name === 'up' && state.lineLost === undefined) return {kind: 'up', boot};
    if (phase.name === 'off') return {kind: 'off', why: phase.why};
    return phase.name === 'lost' ? {kind: 'unknown', why: phase.why} : null;
  }

  function settled(): Promise<TargetReadiness> {
    const readiness = readinessOf();
    return readiness === null ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(readiness);
  }

  /** What can't be right is refused in words, before anything starts. */
  function asked(seen: Observation): Promise<TargetReadiness> {
    const faults = options.faults ?? [];
    if (faults.length > 0) return Promise.resolve({kind: 'off', why: `it is not switched on: ${faults.join('; ')}`});
    observe(seen);
    return settled();
  }

  /** What is asked of it while something else comes about comes after that, and not at all once it was switched off. */
  function oneByOne(act: (isOff: () => boolean) => Promise<TargetReadiness>): Promise<TargetReadiness> {
    const before = offs;
    const isOff = () => offs !== before;
    const mine = newest.then(() => (isOff() ? settled() : act(isOff)));
    newest = mine.catch(() => {});
    return mine;
  }

  async function saveState(): Promise<SaveState> {
    if (room.save === undefined || room.hasSave === undefined) return 'impossible';
    return (await room.hasSave().catch(() => false)) ? 'there' : 'missing';
  }

  function notUp(): string {
    if (closed) return 'the target is closed; it takes commands only when it is up';
    if (state.lineLost !== undefined) return `the line of the target's console is gone: ${state.lineLost.why}`;
    return `the target is ${state.phase.name}; it takes commands only when it is up`;
  }

  /** Where commands may go now. Whoever asks is about to touch the target. */
  function openChannel(): Channel | null {
    if (readinessOf()?.kind !== 'up') return null;
    untouched = false;
    return room.channel();
  }

  return {
    ...witness,
    settled,
    powerOn: () => asked({kind: 'asked', what: 'on'}),
    reset: () => oneByOne(() => asked({kind: 'asked', what: 'reset'})),
    recover: () => oneByOne(() => asked({kind: 'asked', what: 'recover'})),
    clean: (how) =>
      oneByOne(async (isOff) => {
        await settled();
        const save = how === 'saved' ? await saveState() : 'impossible';
        const outdated = (await room.isOutdated?.().catch(() => false)) ?? false;
        return isOff() ? settled() : asked({kind: 'askedClean', how, save, untouched, outdated});
      }),
    async powerOff() {
      offs += 1;
      observe({kind: 'asked', what: 'off'});
      await room.kill();
    },
    async exec(request) {
      const channel = openChannel();
      if (channel === null) return {kind: 'notStarted', reason: notUp()};
      const outcome = await channel.exec(request);
      if (outcome.kind === 'lost') await room.aftermath();
      return outcome;
    },
    async push(file) {
      return openChannel()?.push(file) ?? {pushed: false, reason: notUp()};
    },
    writeConsole(bytes) {
      untouched = false;
      if (state.phase.name === 'saving') held.push(bytes);
      else room.write(bytes);
    },
    async sendBreak() {
      if (closed || state.phase.name === 'saving') throw new Error(notUp());
      untouched = false;
      await room.sendBreak();
    },
    async close() {
      closed = true;
      disarm();
      forgetQuiet();
      try {
        await salvaged;
        await room.close();
      } finally {
        for (const resolve of waiting.splice(0)) resolve({kind: 'off', why: 'the target is closed'});
      }
    },
  };
}
