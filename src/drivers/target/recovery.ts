// The rungs by which a target that does not come back by itself is brought back: wait for the watchdog, an NMI, the
// reset line, a new process on the old RAM. Each is taken when the deadline of the one before has passed.
import type {TargetEvent} from '../../core/target-events.ts';
import {endBoot, restart} from './boots.ts';
import type {Action, Lifecycle, Phase, Step} from './lifecycle-state.ts';

/** The deadline of the state's phase has passed. */
export function recover(state: Lifecycle, lastLines: readonly string[], atMs: number): Step {
  switch (state.phase.name) {
    case 'harvesting':
    case 'up':
      return declareHung(state, lastLines, atMs);
    case 'booting': {
      // The watchdog may not be armed yet, and a reset that only the firmware saw has no kernel to answer.
      const hung = declareHung(state, lastLines, atMs);
      return state.kernelSeen ? after(hung, interrupt(hung.state, atMs)) : after(hung, reset(hung.state, atMs));
    }
    case 'hung':
    case 'oopsed':
      return interrupt(state, atMs);
    case 'panicked':
    case 'interrupted':
    case 'examining':
      return reset(state, atMs);
    case 'resetting':
      return restart(state);
    case 'settling':
      return endBoot(state, atMs);
    case 'off':
    case 'starting':
    case 'lost':
      return {state, events: [], actions: []};
    default:
      return state.phase satisfies never;
  }
}

/** Told once a boot, and not of a kernel that has said itself what ails it. */
export function declareHung(state: Lifecycle, lastLines: readonly string[], atMs: number): Step {
  const {phase, ending} = state;
  if (ending.hung || phase.name === 'panicked' || phase.name === 'oopsed') return {state, events: [], actions: []};
  const heardMs = phase.name === 'booting' ? state.spokeMs : Math.max(state.heartbeatMs, state.spokeMs);
  const event: TargetEvent = {
    type: 'target.hung',
    silentSeconds: Math.max(0, Math.round((atMs - heardMs) / 1000)),
    lastLines,
  };
  return {...to(state, {name: 'hung', sinceMs: atMs}, {...ending, hung: true}), events: [event]};
}

function interrupt(state: Lifecycle, atMs: number): Step {
  return to(state, {name: 'interrupted', sinceMs: atMs}, asRecovery(state), {do: 'interrupt'});
}

function reset(state: Lifecycle, atMs: number): Step {
  return to(state, {name: 'resetting', sinceMs: atMs}, asRecovery(state), {do: 'reset'});
}

/** What a person asked for stays the person's. */
function asRecovery({ending}: Lifecycle): Lifecycle['ending'] {
  return {...ending, asked: ending.asked ?? 'recovery'};
}

function to(state: Lifecycle, phase: Phase, ending: Lifecycle['ending'], ...actions: readonly Action[]): Step {
  return {state: {...state, phase, ending}, events: [], actions};
}

function after(first: Step, second: Step): Step {
  return {...second, events: [...first.events, ...second.events]};
}
