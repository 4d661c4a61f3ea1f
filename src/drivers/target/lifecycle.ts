// What a target is taken to do next, as a step: state and observation in; state, events and actions out. The boots and
// crashes of a target are all decided here; how an action is carried out is target-loop.ts.
import type {ConsoleFact} from '../../kernel/console-watch.ts';
import type {CrashReport} from '../../kernel/report.ts';
import {asked, askedClean} from './asked.ts';
import {died, notRestored, started} from './boots.ts';
import {harvested, helloSeen, kernelStarted, saved} from './coming-up.ts';
import {deadlineOf} from './deadlines.ts';
import type {DetectorTimes} from './kernel-arguments.ts';
import {
  act,
  after,
  isRunning,
  type Lifecycle,
  moved,
  type Observation,
  type Phase,
  type Step,
  still,
} from './lifecycle-state.ts';
import {
  awaitKernel,
  climb,
  declareHung,
  examined,
  examineStopped,
  notTaken,
  recover,
  taken,
  waitFor,
} from './recovery.ts';
import {isDamaging} from './reports.ts';

export function stepLifecycle(state: Lifecycle, seen: Observation, atMs: number, times: DetectorTimes): Step {
  switch (seen.kind) {
    case 'asked':
      return asked(state, seen.what, atMs, times);
    case 'askedClean':
      return askedClean(state, seen, atMs, times);
    case 'started':
      return started(state, atMs);
    case 'notStarted':
      return notStarted(state, seen.why);
    case 'died':
      return died(state, seen.why, seen.signal);
    case 'spoke':
      return still({...state, spokeMs: atMs});
    case 'heartbeat':
      return still({...state, heartbeatMs: atMs});
    case 'line':
      return lineSeen(state, seen.state, seen.why, atMs);
    case 'salvaged': {
      const {boot, rung, records, unreadable} = seen;
      const evidence = {type: 'target.evidenceTaken', boot, rung, what: 'ram', records, unreadable} as const;
      return {...still(state), events: [evidence]};
    }
    default:
      return isRunning(state) ? whileRunning(state, seen, atMs, times) : still(state);
  }
}

type SeenRunning = Exclude<
  Observation,
  {
    readonly kind:
      | ('asked' | 'askedClean' | 'started' | 'notStarted' | 'died')
      | ('spoke' | 'heartbeat' | 'line' | 'salvaged');
  }
>;

function whileRunning(state: Lifecycle, seen: SeenRunning, atMs: number, times: DetectorTimes): Step {
  switch (seen.kind) {
    case 'fact':
      return factSeen(state, seen.fact, atMs, times);
    case 'hello':
      return helloSeen(state, seen.hello, atMs);
    case 'reset':
      return resetSeen(state, atMs);
    case 'guestPanicked': {
      const panicked = {...state, ending: {...state.ending, panicked: true}};
      // The console will say what it was, and that its reboot is waited for.
      return waitsForReboot(state) ? waitFor(panicked, gentleRung(state) ?? 'kernel', atMs, times) : still(panicked);
    }
    case 'watchdog':
      return watchdogSeen(state, seen.lastLines, atMs, times);
    case 'examined':
      return examined(state, seen.registers, atMs, times);
    case 'taken':
      return taken(state, seen.rung, atMs, times);
    case 'notTaken':
      return notTaken(state, seen.rung, seen.why, atMs, times);
    case 'harvested':
      return harvested(state, seen, atMs);
    case 'saved':
      return saved(state, seen.outcome, atMs);
    case 'time': {
      const deadline = deadlineOf(state, times);
      return deadline === null || atMs < deadline ? still(state) : recover(state, seen.lastLines, atMs, times);
    }
    default:
      return seen satisfies never;
  }
}

/** What a saved state does not give a boot does. */
function notStarted(state: Lifecycle, why: string): Step {
  if (state.phase.name === 'starting' && state.phase.how === 'saved') return notRestored(state, why);
  return {...moved(state, {name: 'off', why}), events: [{type: 'target.died', why}]};
}

/** What was said meanwhile is not known, so a target whose line is back is given its time again. */
function lineSeen(state: Lifecycle, line: 'lost' | 'back', why: string, atMs: number): Step {
  if (line === 'lost') {
    if (state.lineLost !== undefined) return still(state);
    return {...still({...state, lineLost: {why, sinceMs: atMs}}), events: [{type: 'target.lineLost', why}]};
  }
  if (state.lineLost === undefined) return still(state);
  const {lineLost, ...rest} = state;
  const back: Lifecycle = {
    ...rest,
    phase: putOff(state.phase, atMs - lineLost.sinceMs),
    spokeMs: atMs,
    heartbeatMs: atMs,
  };
  return {...still(back), events: [{type: 'target.lineBack'}]};
}

function putOff(phase: Phase, byMs: number): Phase {
  if (phase.name === 'recovering' && phase.untilMs !== null) return {...phase, untilMs: phase.untilMs + byMs};
  return 'sinceMs' in phase ? {...phase, sinceMs: phase.sinceMs + byMs} : phase;
}

function factSeen(state: Lifecycle, fact: ConsoleFact, atMs: number, times: DetectorTimes): Step {
  switch (fact.kind) {
    case 'bootStarted':
      return kernelStarted(state, fact.release, atMs);
    case 'report': {
      // The first one of a boot is told: a module can print as many as it likes.
      if (!isDamaging(fact.report) || !isWorking(state)) return still(state);
      const ending = {...state.ending, oopsed: true};
      const told: Step = {
        ...still({...state, ending}),
        events: [{type: 'target.oopsed', report: fact.report}],
      };
      return after(told, (next) => awaitKernel(next, 'the kernel complained', atMs, times));
    }
    case 'panic':
      return panicSeen(state, fact.report, atMs, times);
    case 'rebooting':
      return still(state);
    default:
      return fact satisfies never;
  }
}

/** Told once a boot, whatever a kernel prints after it. One that an NMI or SysRq brought says where the kernel was. */
function panicSeen(state: Lifecycle, report: CrashReport, atMs: number, times: DetectorTimes): Step {
  if (state.ending.panicTold) return still(state);
  const {boot} = state;
  const asked = gentleRung(state);
  const panicked: Lifecycle = {...state, ending: {...state.ending, panicked: true, panicTold: true}};
  const told: Step = {
    ...still(panicked),
    events: [
      {type: 'target.panicked', report},
      ...(asked === null
        ? []
        : [{type: 'target.evidenceTaken', boot, rung: asked, what: 'backtrace', text: report.title} as const]),
    ],
  };
  if (!waitsForReboot(state)) return told;
  return after(told, (next) => awaitKernel(next, 'the kernel panicked', atMs, times));
}

/** What asked the kernel where it is, if that is what is waited for. */
function gentleRung({phase}: Lifecycle): 'nmi' | 'sysrq' | null {
  return phase.name === 'recovering' && (phase.rung === 'nmi' || phase.rung === 'sysrq') ? phase.rung : null;
}

/** Resets before the kernel's first line are the firmware's, and part of the reboot that is known already. */
function resetSeen(state: Lifecycle, atMs: number): Step {
  if (state.phase.name === 'settling') return still({...state, phase: {name: 'settling', sinceMs: atMs}});
  if (state.phase.name === 'booting' && !state.kernelSeen) return still(state);
  return act({...state, phase: {name: 'settling', sinceMs: atMs}}, {do: 'dropRequests', why: 'the target was reset'});
}

/** A watchdog stops the machine, so that it must be let go on whatever it was doing. */
function watchdogSeen(state: Lifecycle, lastLines: readonly string[], atMs: number, times: DetectorTimes): Step {
  const {phase} = state;
  const isOver = phase.name === 'settling' || (phase.name === 'booting' && !state.kernelSeen);
  if (isOver || phase.name === 'examining') return act(state, {do: 'continue'});
  if (phase.name === 'recovering' && phase.rung !== 'kernel' && phase.rung !== 'watchdog') {
    return gentleRung(state) !== null ? climb(state, 'the watchdog fired', atMs, times) : act(state, {do: 'continue'});
  }
  return after(declareHung(state, lastLines, atMs), (hung) =>
    examineStopped({...hung, ending: {...hung.ending, watchdogFired: true}}, atMs, times),
  );
}

/** A reboot should follow a panic, unless one is under way or a reset is. */
function waitsForReboot(state: Lifecycle): boolean {
  const {phase} = state;
  const isGentle = phase.name === 'recovering' && phase.rung !== 'reset' && phase.rung !== 'cycle';
  return isWorking(state) || isGentle;
}

/** What the console says between a reset and the kernel's first line is the old kernel's. */
function isWorking({phase, kernelSeen}: Lifecycle): boolean {
  return ['harvesting', 'saving', 'restoring', 'up'].includes(phase.name) || (phase.name === 'booting' && kernelSeen);
}
