// The same fault is often seen by several checks, and by one of them in several words: it is told once, with the names of all.
import {severities} from './entities.ts';
import {type CheckFinding, type CheckName, type CheckResult, dynamicChecks, type FaultClass} from './examination.ts';
import {areRaces} from './one-cause.ts';
import {signOf, withSigns} from './sign.ts';

export interface Found {
  readonly check: CheckName;
  readonly finding: CheckFinding;
}

/**
 * Each result without what another one tells better: of findings that are the same, the most severe stays where it was found, the first of
 * those that are equal, and has the other checks in `alsoBy`. Joining what is joined changes nothing.
 */
export function joinFindings(results: readonly CheckResult[]): readonly CheckResult[] {
  const joined: Found[] = [];
  for (const found of foundBy(results)) {
    const at = joined.findIndex((other) => areSame(other, found));
    const other = joined[at];
    if (other === undefined) joined.push(found);
    else joined[at] = isNearer(found, other) ? withOther(found, other) : withOther(other, found);
  }
  return results.map((result) => ({
    ...result,
    findings: joined.filter(({check}) => check === result.check).map(({finding}) => finding),
  }));
}

/** All findings, the worst first, and among equals in the order in which they were found. */
export function foundBy(results: readonly CheckResult[]): readonly Found[] {
  const all = results.flatMap(({check, findings}) => findings.map((finding) => ({check, finding})));
  return all.sort((one, other) => rank(one) - rank(other));
}

const rank = ({finding}: Found): number => severities.indexOf(finding.severity);

const isRun = (check: CheckName): boolean => dynamicChecks.some((name) => name === check);

/** What is said of a whole statement by one tool may be said of its first or last line by another. */
const linesApartMax = 3;
/** Two of them in one place are two matters. */
const ownMatters: readonly FaultClass[] = ['style', 'annotation', 'undefined behaviour', 'other'];

export function areSame(one: Found, other: Found): boolean {
  const [a, b] = [one.finding, other.finding];
  if (isFreedTwice(a, b)) return true;
  if (a.class !== b.class || a.file !== b.file) return false;
  if (areRaces(a, b)) return a.claim === b.claim;
  if (a.file === undefined || ownMatters.includes(a.class)) return a.claim === b.claim && a.line === b.line;
  // One check that tells of two places means two faults.
  if (one.check === other.check) return a.line === b.line;
  if (Math.abs((a.line ?? 0) - (b.line ?? 0)) <= linesApartMax) return true;
  // The kernel tells where it noticed, who reads the source where it is written: of one function both mean the same.
  return isRun(one.check) !== isRun(other.check) && isOneFunction(a, b);
}

const isOneFunction = ({anchor: one}: CheckFinding, {anchor: other}: CheckFinding): boolean =>
  one?.within !== undefined && one.within === other?.within;

/** What is freed twice has been used after the first time: a tool that says that much means the same line's second free. */
const isFreedTwice = (one: CheckFinding, other: CheckFinding): boolean =>
  one.file !== undefined && one.file === other.file && one.line === other.line && namesSecondFree(one, other);

const namesSecondFree = (one: CheckFinding, other: CheckFinding): boolean =>
  (one.class === 'double free' && other.class === 'use after free') ||
  (one.class === 'use after free' && other.class === 'double free');

/** As severe as the other, and the name that tells more. */
const isNearer = (found: Found, other: Found): boolean =>
  rank(found) === rank(other) && found.finding.class === 'double free' && other.finding.class === 'use after free';

const withOther = (main: Found, other: Found): Found => ({...main, finding: alsoFound(main, other)});

function alsoFound({check, finding}: Found, other: Found): CheckFinding {
  const names = new Set([...(finding.alsoBy ?? []), other.check, ...(other.finding.alsoBy ?? [])]);
  names.delete(check);
  if (names.size === 0) return finding;
  const signs = [signOf(other.finding, other.check), ...(other.finding.signs ?? [])];
  return withSigns({...finding, alsoBy: [...names]}, signs);
}
