// The target as QEMU gives it: ties the machine, its console, its channel and the lifecycle together. What is observed goes
// through the lifecycle's step, one at a time; what the step asks for is carried out here.
import type {TargetEvent} from '../../core/target-events.ts';
import type {TargetReadiness, TargetSink} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {openConsoleReader} from './console-reader.ts';
import {deadlineOf} from './deadlines.ts';
import {clearPstore, harvestPstore} from './harvest.ts';
import {stepLifecycle} from './lifecycle.ts';
import {type Action, initialLifecycle, type Observation} from './lifecycle-state.ts';
import {openMachineRoom} from './machine-room.ts';
import type {QemuTargetOptions} from './target-options.ts';
import type {RunTarget} from './task-run.ts';
import {createWitness} from './witness.ts';

export interface QemuTarget extends RunTarget {
  /** The process that runs now. */
  pid(): number | null;
}

/** A console that says nothing for so long has ended its report. */
const quietMs = 1000;
/** A timer that comes this late tells of a host that stood still; what the target said meanwhile is read first. */
const lateMs = 1000;
const catchUpMs = 2500;

export function createQemuTarget(options: QemuTargetOptions, sink: TargetSink): QemuTarget {
  const {times} = options;
  const witness = createWitness();
  const reader = openConsoleReader();
  const room = openMachineRoom(options, {
    console(bytes) {
      sink.console(bytes);
      observe({kind: 'spoke'});
      for (const fact of reader.take(bytes)) observe({kind: 'fact', fact});
      awaitQuiet();
    },
    hello: (hello) => observe({kind: 'hello', hello}),
    heartbeat() {
      observe({kind: 'heartbeat'});
      sink.pulse();
    },
    watchdog: () => observe({kind: 'watchdog', lastLines: reader.lastLines()}),
    reset: () => observe({kind: 'reset'}),
    guestPanicked: () => observe({kind: 'guestPanicked'}),
    died: (why) => observe({kind: 'died', why}),
  });
  const waiting: ((readiness: TargetReadiness) => void)[] = [];
  let state = initialLifecycle(options.accelerator, options.bootsBefore ?? 0);
  let closed = false;
  let disarm: () => void = () => {};
  let armedMs = Number.POSITIVE_INFINITY;
  let forgetQuiet: () => void = () => {};

  function observe(seen: Observation): void {
    if (closed) return;
    const step = stepLifecycle(state, seen, systemClock.nowMs(), times);
    state = step.state;
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
      case 'start':
        void room.start(action.ram).then(
          () => observe({kind: 'started'}),
          (fault: Error) => observe({kind: 'notStarted', why: fault.message}),
        );
        break;
      case 'continue':
        room.continue();
        break;
      case 'examine':
        void room.examine().then((registers) => observe({kind: 'examined', registers}));
        break;
      case 'interrupt':
        room.interrupt();
        break;
      case 'reset':
        room.reset();
        break;
      case 'kill':
        void room.kill();
        break;
      case 'dropRequests':
        room.link()?.drop(action.why);
        break;
      case 'harvest':
        void harvest(action.boot, action.kept);
        break;
      default:
        action satisfies never;
    }
  }

  async function harvest(boot: number, isKept: boolean): Promise<void> {
    const link = room.link();
    if (link === null) return;
    if (!isKept) await clearPstore(link);
    const harvest = isKept
      ? await harvestPstore(link, `${options.folder}/pstore`, boot)
      : {records: [], unreadable: []};
    observe({kind: 'harvested', boot, ...harvest});
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
    if (phase.name === 'up') return {kind: 'up', boot};
    if (phase.name === 'off') return {kind: 'off', why: phase.why};
    return phase.name === 'lost' ? {kind: 'unknown', why: phase.why} : null;
  }

  function settled(): Promise<TargetReadiness> {
    const readiness = readinessOf();
    return readiness === null ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(readiness);
  }

  const notUp = () => `the target is ${closed ? 'closed' : state.phase.name}; it takes commands only when it is up`;

  return {
    ...witness,
    pid: () => room.pid(),
    settled,
    powerOn() {
      observe({kind: 'asked', what: 'on'});
      return settled();
    },
    reset() {
      observe({kind: 'asked', what: 'reset'});
      return settled();
    },
    recover() {
      observe({kind: 'asked', what: 'recover'});
      return settled();
    },
    async powerOff() {
      observe({kind: 'asked', what: 'off'});
      await room.kill();
    },
    async exec(request) {
      const link = state.phase.name === 'up' ? room.link() : null;
      if (link === null || closed) return {kind: 'notStarted', reason: notUp()};
      const outcome = await link.exec(request);
      if (outcome.kind === 'lost') await room.aftermath();
      return outcome;
    },
    async push(file) {
      const link = state.phase.name === 'up' ? room.link() : null;
      return link === null || closed ? {pushed: false, reason: notUp()} : link.push(file);
    },
    writeConsole: (bytes) => room.write(bytes),
    async close() {
      closed = true;
      disarm();
      forgetQuiet();
      await room.close();
      for (const resolve of waiting.splice(0)) resolve({kind: 'off', why: 'the target is closed'});
    },
  };
}
