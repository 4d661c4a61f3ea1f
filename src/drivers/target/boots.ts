// Where one boot ends and the next begins: what is told of the end, and when there have been enough of them.
import type {ResetCause, TargetEvent} from '../../core/target-events.ts';
import {type Ending, type Lifecycle, noEnding, type Step} from './lifecycle-state.ts';
import {panicWithoutReport} from './reports.ts';

/** Boots in a row that do not come up before the target is given up. */
const failedBootsMax = 3;

export function start(state: Lifecycle): Step {
  return {
    state: {...newBoot(state), phase: {name: 'starting'}, failedBoots: 0},
    events: [],
    actions: [{do: 'start', ram: state.hasPast ? 'kept' : 'fresh'}],
  };
}

/** A power cycle: what RAM held is gone. */
export function powerOff(state: Lifecycle): Step {
  const wasOn = state.phase.name !== 'off';
  return {
    state: {...newBoot(state), phase: {name: 'off', why: 'it was switched off'}, hasPast: false, failedBoots: 0},
    events: wasOn ? [{type: 'target.poweredOff'}] : [],
    actions: [{do: 'dropRequests', why: 'the target was switched off'}, {do: 'kill'}],
  };
}

/** The machine was reset: tells why, and waits for the next boot's kernel; or gives up. */
export function endBoot(state: Lifecycle, atMs: number): Step {
  const events: readonly TargetEvent[] = endingEvents(state.ending);
  const failedBoots = failedAfter(state);
  if (failedBoots >= failedBootsMax) return giveUp({...state, failedBoots}, bootLoop, events);
  const phase = {name: 'booting', sinceMs: atMs} as const;
  return {
    state: {
      ...newBoot(state),
      ...{boot: state.boot + 1, failedBoots, phase, hasPast: true, spokeMs: atMs, heartbeatMs: atMs},
    },
    events,
    actions: [{do: 'dropRequests', why: 'the target was reset'}],
  };
}

/** The last rung: a new process on the old RAM, so that what ramoops kept can still be read. */
export function restart(state: Lifecycle): Step {
  const events = endingEvents(state.ending);
  const failedBoots = failedAfter(state);
  if (failedBoots >= failedBootsMax) return giveUp({...state, failedBoots}, bootLoop, events);
  return {
    state: {...newBoot(state), failedBoots, hasPast: true, phase: {name: 'starting'}},
    events,
    actions: [{do: 'dropRequests', why: 'the target was reset'}, {do: 'kill'}, {do: 'start', ram: 'kept'}],
  };
}

const bootLoop = `${failedBootsMax} boots in a row did not come up`;

function giveUp(state: Lifecycle, why: string, events: readonly TargetEvent[]): Step {
  return {
    state: {...newBoot(state), hasPast: true, phase: {name: 'lost', why}},
    events: [...events, {type: 'target.lost', why}],
    actions: [{do: 'dropRequests', why}, {do: 'kill'}],
  };
}

function newBoot(state: Lifecycle): Lifecycle {
  const {bootId: _bootId, ...rest} = state;
  return {...rest, kernelSeen: false, cameUp: false, ending: noEnding};
}

/** A reset by the person is no failure of the boot that it ends. */
function failedAfter({cameUp, ending, failedBoots}: Lifecycle): number {
  return cameUp || ending.asked === 'person' ? 0 : failedBoots + 1;
}

function endingEvents(ending: Ending): readonly TargetEvent[] {
  const untold = ending.panicked && !ending.panicTold;
  return [
    ...(untold ? [{type: 'target.panicked', report: panicWithoutReport} as const] : []),
    {type: 'target.wasReset', cause: causeOf(ending)},
  ];
}

function causeOf({asked, watchdogFired, hung, panicked}: Ending): ResetCause {
  if (asked === 'person') return 'person';
  if (watchdogFired) return 'watchdog';
  if (hung || asked === 'recovery') return 'recovery';
  return panicked ? 'panic' : 'unexpected';
}
