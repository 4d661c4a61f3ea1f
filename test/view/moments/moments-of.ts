// The moments of a story, gathered as a deck does.
import {type Moments, openMoments} from '../../../src/deck/moments.ts';
import {emptyLive, takeLine} from '../../../src/view/live.ts';
import type {Scenario} from '../scenario.ts';

export function momentsOf({entries, captured}: Scenario): Moments {
  const moments = openMoments({bytes: captured.length, read: (from, to) => captured.subarray(from, to)});
  let live = emptyLive;
  for (const entry of entries) {
    const line = {kind: 'entry', entry} as const;
    live = takeLine(live, line, {nowMs: entry.atMs, decode: () => ''});
    moments.take(line, live);
  }
  return moments;
}
