// What a target is taken to do next, as a step: state and observation in; state, events and actions out. The boots and
// crashes of a target are all decided here; how an action is carried out is qemu-target.ts.
import type {ConsoleFact} from '../../kernel/console-watch.ts';
import {endBoot, powerOff, start} from './boots.ts';
import {deadlineOf} from './deadlines.ts';
import type {DetectorTimes} from './kernel-arguments.ts';
import type {Action, Asked, Lifecycle, Observation, Phase, Step} from './lifecycle-state.ts';
import {declareHung, recover} from './recovery.ts';
import {isDamaging} from './reports.ts';

export function stepLifecycle(state: Lifecycle, seen: Observation, atMs: number, times: DetectorTimes): Step {
  switch (seen.kind) {
    case 'asked':
      return asked(state, seen.what, atMs);
    case 'started':
      return started(state, atMs);
    case 'notStarted':
      return {...moved(state, {name: 'off', why: seen.why}), events: [{type: 'target.died', why: seen.why}]};
    case 'died':
      return died(state, seen.why);
    case 'spoke':
      return still({...state, spokeMs: atMs});
    case 'heartbeat':
      return still({...state, heartbeatMs: atMs});
    default:
      return isRunning(state) ? whileRunning(state, seen, atMs, times) : still(state);
  }
}

export function isRunning({phase}: Lifecycle): boolean {
  return phase.name !== 'off' && phase.name !== 'starting' && phase.name !== 'lost';
}

type SeenRunning = Exclude<
  Observation,
  {readonly kind: 'asked' | 'started' | 'notStarted' | 'died' | 'spoke' | 'heartbeat'}
>;

function whileRunning(state: Lifecycle, seen: SeenRunning, atMs: number, times: DetectorTimes): Step {
  switch (seen.kind) {
    case 'fact':
      return factSeen(state, seen.fact, atMs);
    case 'hello':
      return helloSeen(state, seen.hello, atMs);
    case 'reset':
      return resetSeen(state, atMs);
    case 'guestPanicked':
      return moved({...state, ending: {...state.ending, panicked: true}}, afterPanic(state, atMs));
    case 'watchdog':
      return watchdogSeen(state, seen.lastLines, atMs);
    case 'examined':
      if (state.phase.name !== 'examining') return still(state);
      return {
        ...moved(state, {name: 'interrupted', sinceMs: atMs}),
        events: [{type: 'target.watchdogFired', registers: seen.registers}],
      };
    case 'harvested':
      return harvested(state, seen, atMs);
    case 'time': {
      const deadline = deadlineOf(state, times);
      return deadline === null || atMs < deadline ? still(state) : recover(state, seen.lastLines, atMs);
    }
    default:
      return seen satisfies never;
  }
}

function asked(state: Lifecycle, what: Asked, atMs: number): Step {
  if (what === 'off') return powerOff(state);
  if (!isRunning(state)) return state.phase.name === 'starting' ? still(state) : start(state);
  if (what === 'on') return still(state);
  return act(
    {
      ...state,
      phase: {name: 'resetting', sinceMs: atMs},
      ending: {...state.ending, asked: what === 'reset' ? 'person' : 'recovery'},
    },
    {do: 'dropRequests', why: 'the target is being reset'},
    {do: 'reset'},
  );
}

function started(state: Lifecycle, atMs: number): Step {
  if (state.phase.name !== 'starting') return act(state, {do: 'kill'});
  const boot = state.boot + 1;
  const begun: Lifecycle = {...state, boot, phase: {name: 'booting', sinceMs: atMs}, spokeMs: atMs, heartbeatMs: atMs};
  return {
    ...act(begun, {do: 'continue'}),
    events: [{type: 'target.poweredOn', boot, accelerator: state.accelerator}],
  };
}

function died(state: Lifecycle, why: string): Step {
  if (state.phase.name === 'off' || state.phase.name === 'lost') return still(state);
  return {
    state: {...state, phase: {name: 'off', why}, hasPast: true},
    events: [{type: 'target.died', why}],
    actions: [{do: 'dropRequests', why}, {do: 'kill'}],
  };
}

function factSeen(state: Lifecycle, fact: ConsoleFact, atMs: number): Step {
  switch (fact.kind) {
    case 'bootStarted':
      return kernelStarted(state, fact.release, atMs);
    case 'report': {
      // The first one of a boot is told: a module can print as many as it likes.
      if (!isDamaging(fact.report) || !isWorking(state)) return still(state);
      return {
        ...moved(state, {name: 'oopsed', sinceMs: atMs}),
        events: [{type: 'target.oopsed', report: fact.report}],
      };
    }
    case 'panic': {
      const ending = {...state.ending, panicked: true, panicTold: true};
      return {
        ...moved({...state, ending}, afterPanic(state, atMs)),
        events: [{type: 'target.panicked', report: fact.report}],
      };
    }
    case 'rebooting':
      return still(state);
    default:
      return fact satisfies never;
  }
}

/** The kernel's first line is the surest sign of a new boot; a reset that nobody told of stands behind it. */
function kernelStarted(state: Lifecycle, release: string, atMs: number): Step {
  const isNew = state.phase.name === 'booting' && !state.kernelSeen;
  if (!isNew) return then(endBoot(state, atMs), (next) => kernelStarted(next, release, atMs));
  return {
    ...still({...state, kernelSeen: true}),
    events: [{type: 'target.bootStarted', boot: state.boot, release}],
  };
}

/** An agent that was started anew in the same boot says hello again. */
function helloSeen(state: Lifecycle, hello: Extract<Observation, {kind: 'hello'}>['hello'], atMs: number): Step {
  const here: Lifecycle = {...state, heartbeatMs: atMs};
  if (state.cameUp || state.phase.name === 'harvesting' || state.phase.name === 'settling') {
    if (state.bootId === hello.bootId) return still(here);
    return then(endBoot(here, atMs), (next) => helloSeen(next, hello, atMs));
  }
  if (state.phase.name !== 'booting') return still(here);
  if (!state.kernelSeen) {
    return then(kernelStarted(here, hello.release, atMs), (next) => helloSeen(next, hello, atMs));
  }
  const told = state.hasPast || hello.bootStatus !== 0;
  return {
    ...act(
      {...here, bootId: hello.bootId, hasPast: true, phase: {name: 'harvesting', hello, told}},
      {do: 'harvest', boot: state.boot, kept: told},
    ),
    events: told ? [{type: 'target.harvestStarted', boot: state.boot, bootStatus: hello.bootStatus}] : [],
  };
}

function harvested(state: Lifecycle, seen: Extract<Observation, {kind: 'harvested'}>, atMs: number): Step {
  if (state.phase.name !== 'harvesting' || seen.boot !== state.boot) return still(state);
  const {hello, told} = state.phase;
  const {boot} = state;
  const {release, bootId, heartbeatSeconds} = hello;
  const heartbeat = heartbeatSeconds === undefined ? {} : {heartbeatSeconds};
  const {records, unreadable} = seen;
  return {
    ...moved({...state, cameUp: true, failedBoots: 0, heartbeatMs: atMs}, {name: 'up'}),
    events: [
      ...(told ? [{type: 'target.harvested', boot, records, unreadable} as const] : []),
      {type: 'target.cameUp', boot, release, bootId, ...heartbeat},
    ],
  };
}

/** Resets before the kernel's first line are the firmware's, and part of the reboot that is known already. */
function resetSeen(state: Lifecycle, atMs: number): Step {
  if (state.phase.name === 'booting' && !state.kernelSeen) return still(state);
  return act({...state, phase: {name: 'settling', sinceMs: atMs}}, {do: 'dropRequests', why: 'the target was reset'});
}

/** A watchdog stops the machine, so that it must be let go on whatever it was doing. */
function watchdogSeen(state: Lifecycle, lastLines: readonly string[], atMs: number): Step {
  const {name} = state.phase;
  if (name === 'settling' || name === 'examining' || (name === 'booting' && !state.kernelSeen)) {
    return act(state, {do: 'continue'});
  }
  if (name === 'resetting' || name === 'interrupted') return act(state, {do: 'reset'});
  const hung = declareHung(state, lastLines, atMs);
  const ending = {...hung.state.ending, watchdogFired: true};
  return {
    ...act({...hung.state, ending, phase: {name: 'examining', sinceMs: atMs}}, {do: 'examine'}),
    events: hung.events,
  };
}

function afterPanic(state: Lifecycle, atMs: number): Phase {
  const {phase} = state;
  const waits = isWorking(state) || phase.name === 'oopsed' || phase.name === 'hung' || phase.name === 'interrupted';
  return waits ? {name: 'panicked', sinceMs: atMs} : phase;
}

/** What the console says between a reset and the kernel's first line is the old kernel's. */
function isWorking({phase, kernelSeen}: Lifecycle): boolean {
  return phase.name === 'harvesting' || phase.name === 'up' || (phase.name === 'booting' && kernelSeen);
}

function still(state: Lifecycle): Step {
  return {state, events: [], actions: []};
}

function moved(state: Lifecycle, phase: Phase): Step {
  return still({...state, phase});
}

function act(state: Lifecycle, ...actions: readonly Action[]): Step {
  return {state, events: [], actions};
}

/** A step that gave the target up has no next one. */
function then(first: Step, next: (state: Lifecycle) => Step): Step {
  if (!isRunning(first.state)) return first;
  const second = next(first.state);
  return {
    state: second.state,
    events: [...first.events, ...second.events],
    actions: [...first.actions, ...second.actions],
  };
}
