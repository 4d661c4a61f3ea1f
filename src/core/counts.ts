// The session's tally: what its last event and the deck report. Each is counted where it is first known to have happened.
import type {Event} from './events.ts';
import type {Counts, State} from './state.ts';
import type {TargetState} from './target-state.ts';

export function countsAfter({counts, target}: State, event: Event): Counts {
  switch (event.type) {
    case 'build.finished':
      return event.result.kind === 'built' || event.result.kind === 'failed'
        ? {...counts, builds: counts.builds + 1}
        : counts;
    case 'run.finished':
      return event.verdict.kind === 'fault' || event.verdict.kind === 'interrupted'
        ? counts
        : {...counts, runs: counts.runs + 1};
    case 'target.oopsed':
      return {...counts, oopses: counts.oopses + 1};
    case 'target.panicked':
      return {...counts, panics: counts.panics + 1};
    case 'target.hung':
      return target.now.phase === 'hung' ? counts : {...counts, hangs: counts.hangs + 1};
    case 'target.watchdogFired':
      return isDownAlready(target) ? counts : {...counts, hangs: counts.hangs + 1};
    case 'target.wasReset':
      return event.cause === 'watchdog' ? {...counts, watchdogReboots: counts.watchdogReboots + 1} : counts;
    case 'target.resetExplained':
      return explainedCounts(counts, target, event.boot);
    case 'target.harvested':
      return {...counts, pstoreRecords: counts.pstoreRecords + event.records.length};
    default:
      return counts;
  }
}

/** A hang that nobody saw is counted when it is learnt. */
function explainedCounts(counts: Counts, {crashes}: TargetState, boot: number): Counts {
  const isKnown = crashes.some((crash) => crash.boot === boot);
  const hangs = isKnown ? counts.hangs : counts.hangs + 1;
  return {...counts, hangs, watchdogReboots: counts.watchdogReboots + 1};
}

/** A watchdog that fires on a hang or a panic ends it; it is not one more. */
function isDownAlready({now}: TargetState): boolean {
  return now.phase === 'hung' || now.phase === 'panicked';
}
