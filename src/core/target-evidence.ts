// Which pieces of evidence the events of a target give of a crash, and which rung of the recovery gave each.
import type {EvidenceKind, Rung, TargetEvent} from './target-events.ts';

export interface Evidence {
  readonly rung: Rung;
  readonly what: EvidenceKind;
  readonly text: string;
}

const evidenceKept = 12;

/** `boot`: where the event does not belong to the life of now. */
export type EvidenceGiven = Evidence & {readonly boot?: number};

/** `under`: the rung that is waited for. What the console says by itself is the kernel's own doing. */
export function evidenceOf(event: TargetEvent, under: Rung | undefined): EvidenceGiven | null {
  switch (event.type) {
    case 'target.oopsed':
    case 'target.panicked':
      return {rung: under ?? 'kernel', what: 'console', text: event.report.title};
    case 'target.hung':
      return {rung: 'kernel', what: 'console', text: event.lastLines.at(-1) ?? 'nothing'};
    case 'target.watchdogFired':
      return {rung: 'watchdog', what: 'registers', text: 'taken when the hardware watchdog fired'};
    case 'target.evidenceTaken': {
      const {boot, rung, what, text, records} = event;
      if (what === 'registers') return {boot, rung, what, text: 'taken before the reset'};
      return {boot, rung, what, text: text ?? namesOf(records ?? [])};
    }
    case 'target.harvested':
      return event.rung === undefined
        ? null
        : {boot: event.boot - 1, rung: event.rung, what: 'pstore', text: namesOf(event.records)};
    default:
      return null;
  }
}

function namesOf(records: readonly {readonly reason?: string; readonly name: string}[]): string {
  if (records.length === 0) return 'nothing was kept';
  return records.map(({reason, name}) => reason ?? name).join(', ');
}

/** The newest crash of that life takes it; without one there is nothing that it is evidence of. */
export function withEvidence<Crash extends {readonly boot: number; readonly evidence?: readonly Evidence[]}>(
  crashes: readonly Crash[],
  now: number,
  given: EvidenceGiven,
): readonly Crash[] {
  const {boot = now, ...piece} = given;
  const at = crashes.findLastIndex((crash) => crash.boot === boot);
  return crashes.map((crash, each) =>
    each === at ? {...crash, evidence: [...(crash.evidence ?? []), piece].slice(-evidenceKept)} : crash,
  );
}
