// The ladder by which a target that does not come back by itself is brought back. Its rungs are the target's own, gentlest first; each is
// taken when the deadline of the one before has passed, and before the first that is ours the registers are read.
import type {Rung, TargetEvent} from '../../core/target-events.ts';
import {endBoot, giveUp, notRestored, restart, untoldPanic} from './boots.ts';
import {rungMs} from './deadlines.ts';
import type {DetectorTimes} from './kernel-arguments.ts';
import {act, after, type Lifecycle, moved, type Step, still} from './lifecycle-state.ts';

/** The deadline of the state's phase has passed. */
export function recover(state: Lifecycle, lastLines: readonly string[], atMs: number, times: DetectorTimes): Step {
  const {phase} = state;
  if (state.lineLost !== undefined) {
    return giveUp(state, `the line of its console is gone: ${state.lineLost.why}`);
  }
  switch (phase.name) {
    case 'restoring': {
      const why = 'the system of the saved state does not answer';
      return notRestored(state, why, {do: 'dropRequests', why}, {do: 'kill'}, {do: 'discardSave'});
    }
    case 'harvesting':
    case 'saving':
    case 'up':
    case 'booting':
      return after(declareHung(state, lastLines, atMs), (hung) => climb(hung, silent(hung), atMs, times));
    case 'examining':
      return takeNow(state, phase.rung, phase.why, atMs, times);
    case 'recovering':
      return climb(
        state,
        `${words[phase.rung]} ${phase.untilMs === null ? 'does not end' : 'did not help'}`,
        atMs,
        times,
      );
    case 'settling':
      return endBoot(state, atMs);
    case 'off':
    case 'starting':
    case 'lost':
      return still(state);
    default:
      return phase satisfies never;
  }
}

const words: Readonly<Record<Rung, string>> = {
  kernel: "waiting for the kernel's own reboot",
  watchdog: 'waiting for the watchdog',
  nmi: 'an NMI',
  sysrq: 'SysRq',
  reset: 'a reset',
  cycle: 'a power cycle',
  restart: 'a new process',
};

function silent(state: Lifecycle): string {
  return state.phase.name === 'booting' && !state.kernelSeen ? 'no kernel said a word' : 'it is silent';
}

/** Told once a boot, and not of a kernel that has said itself what ails it. */
export function declareHung(state: Lifecycle, lastLines: readonly string[], atMs: number): Step {
  const {phase, ending} = state;
  if (ending.hung || ending.panicked || ending.oopsed) return still(state);
  const heardMs = phase.name === 'booting' ? state.spokeMs : Math.max(state.heartbeatMs, state.spokeMs);
  const event: TargetEvent = {
    type: 'target.hung',
    silentSeconds: Math.max(0, Math.round((atMs - heardMs) / 1000)),
    lastLines,
  };
  return {...still({...state, ending: {...ending, hung: true}}), events: [event]};
}

/** The kernel has said that it is no good any more: its own reboot should follow. */
export function awaitKernel(state: Lifecycle, why: string, atMs: number, times: DetectorTimes): Step {
  const {phase} = state;
  const isGentle = phase.name === 'recovering' && (phase.rung === 'nmi' || phase.rung === 'sysrq');
  const isTold = isGentle || state.ending.reached === 'kernel' || !state.rungs.includes('kernel');
  if (isTold) return waitFor(state, 'kernel', atMs, times);
  return takeNow(state, 'kernel', why, atMs, times);
}

/** The next rung, or the end of the ladder. */
export function climb(state: Lifecycle, why: string, atMs: number, times: DetectorTimes): Step {
  const rung = nextRung(state, atMs, times);
  if (rung !== undefined) return take(state, rung, why, atMs, times);
  return giveUp(state, `${why}, and there is nothing else that could be tried`, untoldPanic(state.ending));
}

const noReset = 'it has no reset that could be taken';

/**
 * The gentlest reset that the target has, for who wants one of a target that may be well. One without any is as clean as it gets: whoever
 * wanted it clean looks at it, and asks for a recovery when it is not fit.
 */
export function resetNow(state: Lifecycle, why: string, atMs: number, times: DetectorTimes): Step {
  const rung = state.rungs.find(isPower) ?? state.rungs.find((each) => each === 'sysrq');
  if (rung === undefined && state.ending.asked === 'clean')
    return {...still(unasked(state)), events: [{type: 'target.notReset', why: noReset}]};
  if (rung === undefined) return giveUp(state, `${why}, and ${noReset}`);
  const step = state.ending.asked === 'recovery' || state.phase.name === 'recovering' ? take : takeNow;
  return step(state, rung, why, atMs, times);
}

function unasked(state: Lifecycle): Lifecycle {
  const {asked: _asked, ...ending} = state.ending;
  return {...state, ending};
}

function nextRung(state: Lifecycle, atMs: number, times: DetectorTimes): Rung | undefined {
  const {rungs, ending, phase} = state;
  const reachedAt = ending.reached === undefined ? -1 : rungs.indexOf(ending.reached);
  const climbedAt = state.climbed === undefined ? -1 : rungs.indexOf(state.climbed);
  const hasKernel = phase.name !== 'booting' || state.kernelSeen;
  return rungs.find((rung, at) => {
    if (at <= reachedAt || rung === 'kernel') return false;
    if (isPower(rung)) return at > climbedAt;
    if (rung === 'watchdog') return awaitsWatchdog(state) && rungMs(rung, state, atMs, times) > 0;
    // A panicked kernel takes no NMI, and where it has a reset, that is surer than SysRq.
    return hasKernel && !(ending.panicked && (rung === 'nmi' || rungs.includes('reset')));
  });
}

/** One that is armed and has not fired yet, on a kernel that does not pet it any more. */
function awaitsWatchdog({hello, ending}: Lifecycle): boolean {
  return hello !== undefined && !ending.watchdogFired && (ending.hung || ending.panicked);
}

function isPower(rung: Rung): boolean {
  return rung === 'reset' || rung === 'cycle' || rung === 'restart';
}

/** A rung that ends what the processors were at is taken when their registers are read. */
export function take(state: Lifecycle, rung: Rung, why: string, atMs: number, times: DetectorTimes): Step {
  if (rung === 'watchdog' || state.ending.examined) return takeNow(state, rung, why, atMs, times);
  return examine(state, rung, why, false, atMs);
}

/** The watchdog fired and stopped the machine: what it was at, then the next rung. */
export function examineStopped(state: Lifecycle, atMs: number, times: DetectorTimes): Step {
  const why = 'the watchdog fired';
  const rung = nextRung(state, atMs, times);
  if (rung === undefined) return giveUp(state, `${why}, and there is nothing that could be tried`);
  return examine(state, rung, why, true, atMs);
}

function examine(state: Lifecycle, rung: Rung, why: string, byWatchdog: boolean, atMs: number): Step {
  const ending = {...state.ending, examined: true};
  return act({...state, ending, phase: {name: 'examining', rung, why, byWatchdog, sinceMs: atMs}}, {do: 'examine'});
}

/** Registers have come; an empty text says that there are none to be had. */
export function examined(state: Lifecycle, registers: string, atMs: number, times: DetectorTimes): Step {
  const {phase, boot} = state;
  if (phase.name !== 'examining') return still(state);
  const {rung, why} = phase;
  const evidence: readonly TargetEvent[] = phase.byWatchdog
    ? [{type: 'target.watchdogFired', registers}]
    : registers === ''
      ? []
      : [{type: 'target.evidenceTaken', boot, rung, what: 'registers', text: registers}];
  return after({...still(state), events: evidence}, (next) => takeNow(next, rung, why, atMs, times));
}

function takeNow(state: Lifecycle, rung: Rung, why: string, atMs: number, times: DetectorTimes): Step {
  const isOurs = rung !== 'kernel' && rung !== 'watchdog';
  // What was asked for stays the asker's.
  const asked = isOurs ? {asked: state.ending.asked ?? ('recovery' as const)} : {};
  const climbed = isPower(rung) && asked.asked === 'recovery' ? {climbed: rung} : {};
  const reached = blunter(state.rungs, state.ending.reached, rung);
  const taken: Lifecycle = {...state, ...climbed, ending: {...state.ending, ...asked, reached}};
  const withinMs = rungMs(rung, taken, atMs, times);
  const event = {type: 'target.rungTaken', rung, why, withinSeconds: Math.ceil(withinMs / 1000)} as const;
  const told: Step = {...still(taken), events: [event]};
  if (rung === 'restart') return after(told, restart);
  return after(told, (next) => {
    if (!isOurs) return waitFor(next, rung, atMs, times);
    const phase = {name: 'recovering', rung, sinceMs: atMs, untilMs: null} as const;
    const drop = isPower(rung) ? [{do: 'dropRequests', why: 'the target is being reset'} as const] : [];
    return act({...next, phase}, ...drop, {do: 'take', rung});
  });
}

function blunter(rungs: readonly Rung[], one: Rung | undefined, other: Rung): Rung {
  return one !== undefined && rungs.indexOf(one) > rungs.indexOf(other) ? one : other;
}

/** A rung was taken, and from now on should show. */
export function taken(state: Lifecycle, rung: Rung, atMs: number, times: DetectorTimes): Step {
  const {phase} = state;
  const isIt = phase.name === 'recovering' && phase.rung === rung && phase.untilMs === null;
  return isIt ? waitFor(state, rung, atMs, times) : still(state);
}

export function notTaken(state: Lifecycle, rung: Rung, why: string, atMs: number, times: DetectorTimes): Step {
  const {phase} = state;
  if (phase.name !== 'recovering' || phase.rung !== rung) return still(state);
  return climb(state, `${words[rung]} could not be had: ${why}`, atMs, times);
}

export function waitFor(state: Lifecycle, rung: Rung, atMs: number, times: DetectorTimes): Step {
  const untilMs = atMs + rungMs(rung, state, atMs, times);
  return moved(state, {name: 'recovering', rung, sinceMs: atMs, untilMs});
}
