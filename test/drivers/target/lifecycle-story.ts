// A target's life told as a story, one line an event or action, from what was observed of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Rung, TargetEvent} from '../../../src/core/target-events.ts';
import {deadlineOf} from '../../../src/drivers/target/deadlines.ts';
import {type DetectorTimes, detectorTimes} from '../../../src/drivers/target/kernel-arguments.ts';
import {stepLifecycle} from '../../../src/drivers/target/lifecycle.ts';
import {
  type Action,
  initialLifecycle,
  type Lifecycle,
  type Observation,
} from '../../../src/drivers/target/lifecycle-state.ts';
import {report} from './reports-for-tests.ts';

export const qemuRungs: readonly Rung[] = ['kernel', 'watchdog', 'nmi', 'reset', 'restart'];
export const boardRungs: readonly Rung[] = ['kernel', 'watchdog', 'sysrq', 'reset', 'cycle'];

export const on: Observation = {kind: 'asked', what: 'on'};
export const started: Observation = {kind: 'started'};
export const reset: Observation = {kind: 'reset'};
export const watchdog: Observation = {kind: 'watchdog', lastLines: ['the last line']};
export const firstLine: Observation = {kind: 'fact', fact: {kind: 'bootStarted', release: '6.1'}};
export const oops: Observation = {kind: 'fact', fact: {kind: 'report', report: report('oops', 'BUG: bad')}};
export const leak: Observation = {kind: 'fact', fact: {kind: 'report', report: report('other', 'memory leak')}};
export const panic: Observation = {kind: 'fact', fact: {kind: 'panic', report: report('panic', 'kernel panic: bad')}};
export const examined: Observation = {kind: 'examined', registers: 'RIP=0'};
export const died: Observation = {kind: 'died', why: 'QEMU was killed by SIGKILL'};
export const taken = (rung: Rung): Observation => ({kind: 'taken', rung});
export const hello = (bootId: string, bootStatus = 0): Observation => ({
  kind: 'hello',
  hello: {release: '6.1', bootId, bootStatus, heartbeatSeconds: 20},
});
export const harvested = (boot: number): Observation => ({kind: 'harvested', boot, records: [], unreadable: []});
/** Nothing is seen until the deadline of the phase has passed. */
export const overdue = 'overdue' as const;

export type Seen = Observation | typeof overdue;

export interface StoryOptions {
  readonly rungs?: readonly Rung[];
  readonly times?: DetectorTimes;
}

export function lifeOf(observations: readonly Seen[], {rungs = qemuRungs, times = detectorTimes}: StoryOptions = {}) {
  const told: string[] = [];
  let state: Lifecycle = initialLifecycle({accelerator: 'tcg', bootsBefore: 0, rungs});
  let nowMs = 1000;
  for (const observation of observations) {
    nowMs = observation === overdue ? (deadlineOf(state, times) ?? Number.NaN) : nowMs + 10;
    const seen: Observation = observation === overdue ? {kind: 'time', lastLines: ['the last line']} : observation;
    const step = stepLifecycle(state, seen, nowMs, times);
    told.push(...step.events.map(eventWords));
    told.push(...step.actions.filter((action) => action.do !== 'dropRequests').map(actionWords));
    state = step.state;
  }
  return {told, state};
}

export function story(observations: readonly Seen[], options?: StoryOptions): readonly string[] {
  return lifeOf(observations, options).told;
}

/** What is told once a target has come up, and then sees this. */
export function checkAfterBoot(
  name: string,
  after: readonly Seen[],
  expected: readonly string[],
  rungs: readonly Rung[] = qemuRungs,
): void {
  test(name, () => assert.deepEqual(story([...boot, ...after], {rungs}).slice(bootTold.length), expected));
}

export function eventWords(event: TargetEvent): string {
  const name = event.type.slice('target.'.length);
  switch (event.type) {
    case 'target.rungTaken':
      return `rung ${event.rung} ${event.withinSeconds}`;
    case 'target.evidenceTaken':
      return `evidence of ${event.boot}: ${event.what} by ${event.rung}`;
    case 'target.wasReset':
      return `${name} ${event.cause}`;
    case 'target.hung':
      return `${name} ${event.silentSeconds}`;
    case 'target.saveFailed':
      return `${name} ${event.what}`;
    default:
      return 'boot' in event ? `${name} ${event.boot}` : name;
  }
}

function actionWords(action: Action): string {
  if (action.do === 'take') return `-> take ${action.rung}`;
  return action.do === 'start' ? `-> start ${action.how}` : `-> ${action.do}`;
}

export const boot: readonly Observation[] = [on, started, firstLine, hello('a'), harvested(1)];
export const bootTold = ['-> start fresh', 'poweredOn 1', '-> continue', 'bootStarted 1', '-> harvest', 'cameUp 1'];
export const nextBoot: readonly Observation[] = [firstLine, hello('b'), harvested(2)];
export const nextBootTold = ['bootStarted 2', 'harvestStarted 2', '-> harvest', 'harvested 2', 'cameUp 2'];
