// One examination: each check's result is told as it comes, so that the work of a long one is not lost with its end. It holds up nothing:
// where the machinery fails, that is said, and the Reviewer reads without it.
import {boundedCheck} from '../core/bounded-check.ts';
import {expiresAtMs} from '../core/deadlines.ts';
import type {Effect} from '../core/effects.ts';
import {underWayOf} from '../core/examined.ts';
import type {State} from '../core/state.ts';
import type {World} from '../ports.ts';
import {messageOf} from './insist.ts';
import type {CoreAccess} from './supervisor.ts';

type ExamineEffect = Extract<Effect, {effect: 'examine'}>;

/** `signal`: nobody waits for it any more, and nothing is told from then on. */
export async function examine(
  world: World,
  {task, tree, checks}: ExamineEffect,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<void> {
  const overdue = new AbortController();
  const disarm = world.clock.after(deadlineMs(core.state(), world.clock.nowMs()), () => overdue.abort());
  const acceptance = core.state().tasks.find(({id}) => id === task)?.acceptance ?? 'load';
  const isWanted = (): boolean => !signal.aborted && underWayOf(core.state(), task)?.tree === tree;
  const end = await world
    .examine(
      {tree, acceptance, checks},
      (result) => void (isWanted() && core.tell([{type: 'check.finished', task, tree, ...boundedCheck(result)}])),
      AbortSignal.any([signal, overdue.signal]),
    )
    .then(
      () => ({how: 'finished'}) as const,
      (error: unknown) => ({how: 'fault', why: messageOf(error)}) as const,
    );
  disarm();
  // What was told just now is believed first.
  await core.tell([]);
  if (isWanted()) await core.tell([{type: 'examination.ended', task, tree, ...end}]);
}

/** Of the minutes that are left for the work, the rest is for who reads and mends. */
const partOfTheRest = 1 / 3;

/** An examination ends in time for what it found to be mended. */
function deadlineMs(state: State, nowMs: number): number {
  const ownMs = state.examine.deadlineSeconds * 1000;
  if (state.requirement === undefined) return ownMs;
  const leftMs = Math.max(0, expiresAtMs(state, state.requirement.minutes) - nowMs);
  return Math.min(ownMs, leftMs * partOfTheRest);
}
