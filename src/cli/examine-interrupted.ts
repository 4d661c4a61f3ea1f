// An examination that was told to end before it had: what had been found counts, and it is said what nobody looked for.
import type {CheckResult} from '../core/examination.ts';

export interface Interruption {
  /** Where a check was under way, it tells what it had found by then. */
  readonly stopped: readonly CheckResult[];
  /** It was over before their turn. */
  readonly notAsked: readonly CheckResult[];
}

/** What an examination tells until it ends. */
export interface Heard {
  tell(result: CheckResult): void;
  readonly told: readonly CheckResult[];
  /** Null as long as nobody has told it to end. */
  interruption(): Interruption | null;
}

export function hearResults(person: AbortSignal, also: (result: CheckResult) => void): Heard {
  const told: CheckResult[] = [];
  const late: CheckResult[] = [];
  return {
    told,
    tell(result) {
      told.push(result);
      if (person.aborted) late.push(result);
      also(result);
    },
    interruption: () => (person.aborted ? interruptionOf(late) : null),
  };
}

/** `after`: the results that were told once the examination had been told to end. */
export function interruptionOf(after: readonly CheckResult[]): Interruption {
  return {
    stopped: after.filter(({end}) => end.kind === 'stopped'),
    notAsked: after.filter(({end}) => end.kind === 'notRun'),
  };
}

/** `interrupted while sparse looked; not asked: checkpatch, coccinelle` */
export function interruptedWords({stopped, notAsked}: Interruption): string {
  const during = stopped.length === 0 ? '' : ` while ${namesOf(stopped)} looked`;
  const rest = notAsked.length === 0 ? 'every check had been asked' : `not asked: ${namesOf(notAsked)}`;
  return `interrupted${during}; ${rest}`;
}

const namesOf = (results: readonly CheckResult[]): string => results.map(({check}) => check).join(', ');
