// Where one life of a target ends and the next begins: how it is started, what is told of the end, and when there have been enough of them.
import type {ResetCause, Rung, TargetEvent} from '../../core/target-events.ts';
import {type Action, act, type Ending, type Lifecycle, noEnding, type StartHow, type Step} from './lifecycle-state.ts';
import {panicWithoutReport} from './reports.ts';

/** Boots in a row that do not come up before the target is given up. */
const failedBootsMax = 3;

export function start(state: Lifecycle): Step {
  return startAs(state, state.hasPast ? 'kept' : 'fresh');
}

/** What the last life left in RAM is read first where this start would lose it. */
export function startAs(state: Lifecycle, how: StartHow, ...before: readonly Action[]): Step {
  const isRead = how === 'kept' || !state.isUnread;
  const past = how === 'kept' ? {} : {hasPast: false, isUnread: false};
  return act(
    {...newLife(cleared(state)), ...past, phase: {name: 'starting', how}, failedBoots: 0},
    ...before,
    ...(isRead ? [] : [salvage(state)]),
    {do: 'start', how},
  );
}

/** A machine that runs makes room for another one. */
export function startAnew(state: Lifecycle, how: 'fresh' | 'saved', why: string): Step {
  return startAs(state, how, {do: 'dropRequests', why}, {do: 'kill'});
}

/** The machine is ready: lets it run. */
export function started(state: Lifecycle, atMs: number): Step {
  if (state.phase.name !== 'starting') return act(state, {do: 'kill'});
  const {how} = state.phase;
  const {accelerator} = state;
  const boot = state.boot + 1;
  const name = how === 'saved' ? ('restoring' as const) : ('booting' as const);
  const begun: Lifecycle = {...state, boot, began: how, phase: {name, sinceMs: atMs}, spokeMs: atMs, heartbeatMs: atMs};
  return {
    ...act(begun, {do: 'continue'}),
    events: [{type: how === 'saved' ? 'target.restored' : 'target.poweredOn', boot, accelerator}],
  };
}

/** No life came of a save: a real boot instead, which is saved in its place. */
export function notRestored(state: Lifecycle, why: string, ...before: readonly Action[]): Step {
  const step = startAs({...state, hasPast: false, isUnread: false}, 'fresh', ...before);
  return {
    ...step,
    state: {...step.state, saveWanted: true},
    events: [{type: 'target.saveFailed', what: 'restore', why}],
  };
}

/** A power cycle: what RAM held is gone. */
export function powerOff(state: Lifecycle): Step {
  const wasOn = state.phase.name !== 'off';
  return {
    state: {
      ...newLife(cleared(state)),
      ...{phase: {name: 'off', why: 'it was switched off'}, hasPast: false, isUnread: false, failedBoots: 0},
    },
    events: wasOn ? [{type: 'target.poweredOff'}] : [],
    actions: [
      {do: 'dropRequests', why: 'the target was switched off'},
      {do: 'kill'},
      ...(state.isUnread ? [salvage(state)] : []),
    ],
  };
}

/** The machine ended by itself. */
export function died(state: Lifecycle, why: string, signal?: string): Step {
  switch (state.phase.name) {
    case 'off':
    case 'lost':
    // The start itself tells.
    case 'starting':
      return act(state);
    case 'restoring':
      return notRestored(state, why, {do: 'dropRequests', why}, {do: 'kill'}, {do: 'discardSave'});
    default:
      return {
        state: {...state, phase: {name: 'off', why}, hasPast: true, isUnread: true},
        events: [{type: 'target.died', why, ...(signal === undefined ? {} : {signal})}],
        actions: [{do: 'dropRequests', why}, {do: 'kill'}],
      };
  }
}

/** The machine was reset: tells why, and waits for the next boot's kernel; or gives up. */
export function endBoot(state: Lifecycle, atMs: number): Step {
  const events = endingEvents(state.ending);
  const failedBoots = failedAfter(state);
  // A boot that the recovery ended is bounded by the ladder, which has an end.
  const isLoop = failedBoots >= failedBootsMax && state.ending.asked !== 'recovery';
  if (isLoop) return giveUp({...state, failedBoots}, bootLoop, events);
  const phase = {name: 'booting', sinceMs: atMs} as const;
  const unexplained = causeOf(state.ending) === 'unexpected' ? {unexplained: state.boot} : {};
  return {
    state: {
      ...newLife(state),
      ...broughtBy(state.ending),
      ...unexplained,
      ...{
        boot: state.boot + 1,
        began: 'reset',
        failedBoots,
        phase,
        hasPast: true,
        isUnread: true,
        spokeMs: atMs,
        heartbeatMs: atMs,
      },
    },
    events,
    // The next boot may end like this one and write over what this one left.
    actions: [{do: 'dropRequests', why: 'the target was reset'}, ...(failedBoots > 0 ? [salvage(state)] : [])],
  };
}

/** A new process on the old RAM, so that what ramoops kept can still be read. */
export function restart(state: Lifecycle): Step {
  return {
    state: {
      ...newLife(state),
      ...{broughtBy: 'restart', failedBoots: failedAfter(state), hasPast: true, isUnread: true},
      phase: {name: 'starting', how: 'kept'},
    },
    events: endingEvents(state.ending),
    actions: [{do: 'dropRequests', why: 'the target was reset'}, {do: 'kill'}, {do: 'start', how: 'kept'}],
  };
}

const bootLoop = `${failedBootsMax} boots in a row did not come up`;

/** Nothing more can be done without a person; what RAM holds is read on the host. */
export function giveUp(state: Lifecycle, why: string, events: readonly TargetEvent[] = []): Step {
  return {
    state: {...newLife(cleared(state)), hasPast: true, isUnread: false, phase: {name: 'lost', why}},
    events: [...events, {type: 'target.lost', why}],
    actions: [{do: 'dropRequests', why}, {do: 'kill'}, salvage(state)],
  };
}

/** The recovery starts at its first rung again. */
export function cleared(state: Lifecycle): Lifecycle {
  const {climbed: _climbed, ...rest} = state;
  return rest;
}

function endingEvents(ending: Ending): readonly TargetEvent[] {
  return [...untoldPanic(ending), {type: 'target.wasReset', cause: causeOf(ending)}];
}

/** Of a panic that the console had no word of. */
export function untoldPanic({panicked, panicTold}: Ending): readonly TargetEvent[] {
  return panicked && !panicTold ? [{type: 'target.panicked', report: panicWithoutReport}] : [];
}

function salvage(state: Lifecycle): Action {
  return {do: 'salvage', boot: state.boot, rung: state.ending.reached ?? state.broughtBy ?? 'restart'};
}

function newLife(state: Lifecycle): Lifecycle {
  const {hello: _hello, broughtBy: _broughtBy, unexplained: _unexplained, ...rest} = state;
  return {...rest, kernelSeen: false, cameUp: false, ending: noEnding};
}

/** A reset that was wanted is no failure of the boot that it ends. */
function failedAfter({cameUp, ending, failedBoots}: Lifecycle): number {
  return cameUp || ending.asked === 'person' || ending.asked === 'clean' ? 0 : failedBoots + 1;
}

function broughtBy({reached, watchdogFired, panicked}: Ending): {readonly broughtBy?: Rung} {
  if (reached !== undefined) return {broughtBy: reached};
  if (watchdogFired) return {broughtBy: 'watchdog'};
  return panicked ? {broughtBy: 'kernel'} : {};
}

function causeOf({asked, watchdogFired, hung, panicked}: Ending): ResetCause {
  if (asked === 'person' || asked === 'clean') return asked;
  if (watchdogFired) return 'watchdog';
  if (hung || asked === 'recovery') return 'recovery';
  return panicked ? 'panic' : 'unexpected';
}
