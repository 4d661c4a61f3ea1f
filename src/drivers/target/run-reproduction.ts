// Whether a crash that is said to be mended still happens on the build that had it: only then does it mean something when the
// next build shows none.
import type {Reproduction} from '../../core/entities.ts';
import type {Mended} from '../../core/mended.ts';
import type {RunOutcome, TaskRunRequest} from '../../ports.ts';
import {type RunPlace, runTask} from './task-run.ts';

const triesMax = 3;

/** Ends with the first try that shows the crash; an old build that can't be run any more is said, and is no failure of the new one. */
export async function reproduce(place: RunPlace, request: TaskRunRequest, mended: Mended): Promise<Reproduction> {
  const {koPath, elfBuildId: buildId, acceptance, title} = mended;
  const old: TaskRunRequest = {...request, koPath, buildId, acceptance};
  let known: Reproduction = {title, tries: 0, seen: 0};
  while (known.seen === 0 && known.tries < triesMax && !place.signal?.aborted) {
    const outcome = await runTask({...place, request: old, start: 'saved'});
    if (outcome.result.kind === 'fault') return {...known, otherwise: outcome.result.why};
    known = afterTry(known, mended, outcome);
  }
  return known;
}

export function afterTry(known: Reproduction, mended: Mended, {result, reports}: RunOutcome): Reproduction {
  const tries = known.tries + 1;
  if (result.kind === 'crashed' && isSame(mended, result, reports[0]?.title ?? result.why)) {
    return {...known, tries, seen: known.seen + 1};
  }
  return {...known, tries, ...otherwise(result, reports[0]?.title)};
}

/** A hang is known by its being one: how long it was silent, and where, is never twice the same. */
function isSame(mended: Mended, {how}: {readonly how: Mended['how']}, title: string): boolean {
  return mended.title === title || (mended.how === 'hung' && how === 'hung');
}

function otherwise(result: RunOutcome['result'], title: string | undefined): Pick<Reproduction, 'otherwise'> {
  if (result.kind === 'crashed') return {otherwise: `${result.how} at ${result.stage}: ${title ?? result.why}`};
  return result.kind === 'notAccepted' ? {otherwise: `not accepted at ${result.stage}: ${result.why}`} : {};
}
