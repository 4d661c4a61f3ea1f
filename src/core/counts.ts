// The session's tally: what its last event and the deck report. Each is counted where it is first known to have happened.
import {withCrashes} from './crash-counts.ts';
import type {Event} from './events.ts';
import type {Counts, State} from './state.ts';
import type {TargetState} from './target-state.ts';

/** `target`: with the event in it. */
export function countsAfter(before: State, event: Event, target: TargetState): Counts {
  return withCrashes(withOthers(before.counts, event), before.target, target);
}

function withOthers(counts: Counts, event: Event): Counts {
  switch (event.type) {
    case 'build.finished':
      return event.result.kind === 'built' || event.result.kind === 'failed'
        ? {...counts, builds: counts.builds + 1}
        : counts;
    case 'run.finished':
      return event.verdict.kind === 'fault' || event.verdict.kind === 'interrupted'
        ? counts
        : {...counts, runs: counts.runs + 1};
    case 'target.wasReset':
      return event.cause === 'watchdog' ? {...counts, watchdogReboots: counts.watchdogReboots + 1} : counts;
    case 'target.resetExplained':
      return {...counts, watchdogReboots: counts.watchdogReboots + 1};
    case 'target.harvested':
      return {...counts, pstoreRecords: counts.pstoreRecords + event.records.length};
    default:
      return counts;
  }
}
