// How often a build is run before it is believed: once from a saved state while code is being changed; for the verdict that counts three
// times from there and once from a real boot. A crash that it is to have mended is first seen to happen again on the build that had it.
import type {Mended} from '../../core/mended.ts';
import type {RunOutcome, TaskRunRequest} from '../../ports.ts';
import {reproduce} from './run-reproduction.ts';
import {type RunPlace, runTask} from './task-run.ts';

/** `booted`: once, from a real boot. */
export type RunSpeed = 'quick' | 'booted' | 'full';

export interface SpeedRequest {
  readonly request: TaskRunRequest;
  readonly speed: RunSpeed;
  readonly mended?: Mended;
}

const fullStarts = ['saved', 'saved', 'saved', 'booted'] as const;

/** The outcome is that of the last pass, over the span of all of them. */
export async function runAtSpeed(place: RunPlace, {request, speed, mended}: SpeedRequest): Promise<RunOutcome> {
  const startedMs = performance.now();
  const reproduction = mended === undefined ? {} : {reproduction: await reproduce(place, request, mended)};
  const outcome = await atSpeed(place, request, speed);
  return {...outcome, ...reproduction, durationMs: Math.round(performance.now() - startedMs)};
}

function atSpeed(place: RunPlace, request: TaskRunRequest, speed: RunSpeed): Promise<RunOutcome> {
  if (speed === 'full') return full(place, request);
  return runTask({...place, request, start: speed === 'quick' ? 'saved' : 'booted'});
}

async function full(place: RunPlace, request: TaskRunRequest): Promise<RunOutcome> {
  const made: {readonly start: (typeof fullStarts)[number]; readonly outcome: RunOutcome}[] = [];
  for (const start of fullStarts) {
    const outcome = await runTask({...place, request, start});
    made.push({start, outcome});
    if (outcome.result.kind !== 'accepted' || outcome.reports.length > 0) break;
  }
  const [first, last] = [made[0], made.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a verdict takes at least one pass');
  const sum = (part: 'resetMs' | 'deliverMs' | 'runMs'): number =>
    made.reduce((total, {outcome}) => total + (outcome.durations?.[part] ?? 0), 0);
  return {
    ...last.outcome,
    capture: {fromByte: first.outcome.capture.fromByte, toByte: last.outcome.capture.toByte},
    durations: {resetMs: sum('resetMs'), deliverMs: sum('deliverMs'), runMs: sum('runMs')},
    passes: {wanted: fullStarts.length, made: made.length, last: last.start},
  };
}
