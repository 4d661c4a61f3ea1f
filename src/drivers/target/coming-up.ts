// From a kernel's first line to a target that takes commands: hello, what the last boot left, and a saved state where one is wanted.
import type {TargetEvent} from '../../core/target-events.ts';
import type {Hello} from './agent-link.ts';
import {cleared, endBoot} from './boots.ts';
import {
  act,
  after,
  type Lifecycle,
  moved,
  noEnding,
  type Observation,
  type Step,
  still,
  then,
} from './lifecycle-state.ts';
import type {SaveOutcome} from './room.ts';

/** The kernel's first line is the surest sign of a new boot; a reset that nobody told of stands behind it. */
export function kernelStarted(state: Lifecycle, release: string, atMs: number): Step {
  const isNew = state.phase.name === 'booting' && !state.kernelSeen;
  if (!isNew) return then(endBoot(state, atMs), (next) => kernelStarted(next, release, atMs));
  return {
    ...still({...state, kernelSeen: true}),
    events: [{type: 'target.bootStarted', boot: state.boot, release}],
  };
}

/** An agent that was started anew in the same boot says hello again. */
export function helloSeen(state: Lifecycle, hello: Hello, atMs: number): Step {
  const {phase} = state;
  const here: Lifecycle = {...state, heartbeatMs: atMs};
  if (phase.name === 'restoring') {
    return cameUp({...here, hello, kernelSeen: true, hasPast: true}, hello, atMs);
  }
  if (state.cameUp || phase.name === 'harvesting' || phase.name === 'saving' || phase.name === 'settling') {
    if (state.hello?.bootId === hello.bootId) return still(here);
    return then(endBoot(here, atMs), (next) => helloSeen(next, hello, atMs));
  }
  if (phase.name !== 'booting') return helloInTrouble(here, hello, atMs);
  if (!state.kernelSeen) {
    return then(kernelStarted(here, hello.release, atMs), (next) => helloSeen(next, hello, atMs));
  }
  const told = state.hasPast || hello.bootStatus !== 0;
  const {unexplained, ...rest} = here;
  const phaseNext = {name: 'harvesting', hello, told} as const;
  return {
    ...act({...rest, hello, hasPast: true, phase: phaseNext}, {do: 'harvest', boot: state.boot, kept: told}),
    events: [
      ...explanation(unexplained, hello.bootStatus),
      ...(told ? [{type: 'target.harvestStarted', boot: state.boot, bootStatus: hello.bootStatus} as const] : []),
    ],
  };
}

/** A boot that was given up already and is there after all; one that had panicked has made room for another. */
function helloInTrouble(state: Lifecycle, hello: Hello, atMs: number): Step {
  if (state.ending.panicked) return then(endBoot(state, atMs), (next) => helloSeen(next, hello, atMs));
  return helloSeen({...state, ending: noEnding, phase: {name: 'booting', sinceMs: atMs}}, hello, atMs);
}

/** WDIOF_CARDRESET, Documentation/watchdog/watchdog-api.rst: the last reboot was the watchdog's. */
const cardReset = 32;

/** A boot that ended without a word, and of which the hardware says that its watchdog ended it. */
function explanation(unexplained: number | undefined, bootStatus: number): readonly TargetEvent[] {
  if (unexplained === undefined || (bootStatus & cardReset) === 0) return [];
  const text = `boot status ${bootStatus}: the hardware watchdog reset it`;
  return [
    {type: 'target.evidenceTaken', boot: unexplained, rung: 'watchdog', what: 'status', text},
    {type: 'target.resetExplained', boot: unexplained, cause: 'watchdog'},
  ];
}

/** What the last boot left has been read; a state that is wanted is saved now, before anything else happens. */
export function harvested(state: Lifecycle, seen: Extract<Observation, {kind: 'harvested'}>, atMs: number): Step {
  const {phase, boot, broughtBy} = state;
  if (phase.name !== 'harvesting' || seen.boot !== boot) return still(state);
  const {records, unreadable} = seen;
  const rung = broughtBy === undefined ? {} : {rung: broughtBy};
  const told: Step = {
    ...still({...state, isUnread: false}),
    events: phase.told ? [{type: 'target.harvested', boot, records, unreadable, ...rung}] : [],
  };
  return after(told, (next) => (next.saveWanted ? save(next, phase.hello, atMs) : cameUp(next, phase.hello, atMs)));
}

/** The machine stands still while it is saved, and then goes on. */
export function save(state: Lifecycle, hello: Hello, atMs: number): Step {
  return act({...state, saveWanted: false, phase: {name: 'saving', hello, sinceMs: atMs}}, {do: 'save'});
}

/** A target that could not be saved is as good as any other. */
export function saved(state: Lifecycle, outcome: SaveOutcome, atMs: number): Step {
  const {phase, boot} = state;
  if (phase.name !== 'saving') return still(state);
  const {hello} = phase;
  const event: TargetEvent = outcome.saved
    ? {type: 'target.stateSaved', boot, key: outcome.key, bytes: outcome.bytes, tookMs: outcome.tookMs}
    : {type: 'target.saveFailed', what: 'save', why: outcome.why};
  const told: Step = {...still({...state, spokeMs: atMs}), events: [event]};
  return after(told, (next) =>
    next.cameUp ? moved({...next, heartbeatMs: atMs}, {name: 'up'}) : cameUp(next, hello, atMs),
  );
}

function cameUp(state: Lifecycle, hello: Hello, atMs: number): Step {
  const {release, bootId} = hello;
  return {
    ...moved({...cleared(state), cameUp: true, failedBoots: 0, heartbeatMs: atMs}, {name: 'up'}),
    events: [{type: 'target.cameUp', boot: state.boot, release, bootId, ...heartbeatOf(hello)}],
  };
}

function heartbeatOf({heartbeatSeconds}: Hello): {readonly heartbeatSeconds?: number} {
  return heartbeatSeconds === undefined ? {} : {heartbeatSeconds};
}
