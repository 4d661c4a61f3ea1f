// What an examination found that the one before it had not, and what it does not find any more. Only a check that came to its end can say
// that something is gone; what another had found stays as it was.
import type {CheckResult} from '../core/examination.ts';
import {type Found, foundBy} from '../core/join-findings.ts';
import {hasLookedFor} from '../core/looked-for.ts';
import {withoutKnown} from './examine-known.ts';

export interface ExamineNews {
  /** The results with what is new in them alone. */
  readonly fresh: readonly CheckResult[];
  readonly gone: readonly Found[];
  readonly same: readonly Found[];
  /** Found before, by checks that have not come to their end now. */
  readonly unseen: readonly Found[];
}

export function newsOf(before: readonly Found[], results: readonly CheckResult[]): ExamineNews {
  const known = before.map(({finding}) => finding);
  const {results: fresh, known: same, left} = withoutKnown(results, known);
  const missing = before.filter(({finding}) => left.includes(finding));
  const isLooked = ({check, finding}: Found): boolean =>
    results.some((result) => hasLookedFor(result, {...finding, check}));
  return {
    ...{fresh, same},
    gone: missing.filter(isLooked),
    unseen: missing.filter((found) => !isLooked(found)),
  };
}

/** What the next one is held against. */
export function standingIn({fresh, same, unseen}: ExamineNews): readonly Found[] {
  return [...foundBy(fresh), ...same, ...unseen];
}
