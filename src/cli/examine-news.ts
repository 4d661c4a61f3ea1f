// What an examination found that the one before it had not, and what it does not find any more. Only a check that came to its end can say
// that something is gone; what another had found stays as it was.
import type {CheckResult} from '../core/examination.ts';
import {type Found, foundBy} from '../core/join-findings.ts';
import {type KnownFinding, withoutKnown} from './examine-known.ts';

export interface ExamineNews {
  /** The results with what is new in them alone. */
  readonly fresh: readonly CheckResult[];
  readonly gone: readonly Found[];
  readonly same: readonly Found[];
  /** Found before, by checks that have not come to their end now. */
  readonly unseen: readonly Found[];
}

export function newsOf(before: readonly Found[], results: readonly CheckResult[]): ExamineNews {
  const sources = new Map(before.map((found) => [asKnown(found), found]));
  const {results: fresh, known: same, left} = withoutKnown(results, [...sources.keys()]);
  const isLooked = (found: Found): boolean => results.some((result) => hasLookedFor(result, found));
  const missing = left.flatMap((known) => sources.get(known) ?? []);
  return {
    ...{fresh, same},
    gone: missing.filter(isLooked),
    unseen: missing.filter((found) => !isLooked(found)),
  };
}

/** To its end, and not only for other classes, the time for this one being over. */
function hasLookedFor({check, end}: CheckResult, found: Found): boolean {
  return check === found.check && end.kind === 'finished' && end.notFor?.includes(found.finding.class) !== true;
}

/** What the next one is held against. */
export function standingIn({fresh, same, unseen}: ExamineNews): readonly Found[] {
  return [...foundBy(fresh), ...same, ...unseen];
}

function asKnown({check, finding}: Found): KnownFinding {
  const {class: kind, claim, file, anchor, signs = []} = finding;
  return {
    ...{check, class: kind, claim, signs: signs.map((sign) => ({...sign, check: sign.check ?? check}))},
    ...(file === undefined ? {} : {file}),
    ...(anchor === undefined ? {} : {anchor}),
  };
}
