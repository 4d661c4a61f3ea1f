// What becomes of findings when a check has looked at a tree: those that it sees again stay what they are, those that it looked for to its
// end in a newer tree and does not see any more are mended, the rest is new. A word of a role changes none of it; a person's does.
import type {CheckFinding, CheckName, CheckResult, Sign} from './examination.ts';
import type {CheckedFinding, Finding, SeenByCheck} from './finding.ts';
import {checkFindingId, type FindingId, type TaskId, type TreeHash} from './ids.ts';
import {hasLookedFor} from './looked-for.ts';
import {asDismissed, asSeen, isShown, sightsOf} from './met-findings.ts';
import {isSame, isSameSight} from './same-finding.ts';
import {severities} from './severity.ts';
import {findingOfSign, signOf, withSigns} from './sign.ts';

export interface AfterCheck {
  /** All that were known, some of them changed. */
  readonly findings: readonly Finding[];
  readonly fresh: readonly CheckedFinding[];
  /** What the check found in this tree, known or new. */
  readonly found: readonly FindingId[];
}

export interface Looked {
  readonly task: TaskId;
  readonly tree: TreeHash;
  readonly result: CheckResult;
  /** Findings beyond those that are told: none of them is heavier than the lightest that is. */
  readonly leftOut?: number;
  /** Nobody can take in what it found, a tape least of all: it is shown and blocks nothing. */
  readonly isOnlyShown?: boolean;
}

/** `next`: the number of the next finding. */
export function findingsAfter(known: readonly Finding[], told: Looked, next: number): AfterCheck {
  const looked = {...told, result: withoutSettledCauses(known, told.result)};
  const sights = sightsOf(known, looked);
  const fresh = sights
    .filter(({old}) => old === undefined)
    .map(({seen}, index) => asDismissed(known, freshOf(looked, seen, next + index)));
  const findings = known.map((finding) => {
    if (finding.by !== 'check') return finding;
    const sight = sights.find(({old}) => old?.id === finding.id);
    if (sight !== undefined) return seenAgain(finding, sight.seen, looked);
    return isSign(finding, looked) ? {...finding, tree: looked.tree} : unlessGone(finding, looked);
  });
  const again = sights.flatMap(({old}) => (old === undefined ? [] : [old.id]));
  return {findings, fresh, found: [...again, ...fresh.map(({id}) => id)]};
}

/** What follows from a cause that somebody holds for none, and was not shown to them with it, stands by itself. */
function withoutSettledCauses(known: readonly Finding[], result: CheckResult): CheckResult {
  const findings = result.findings.flatMap((finding): readonly CheckFinding[] => {
    const {signs = [], ...rest} = finding;
    const cause: CheckFinding = rest;
    const settled = known.find(
      (one): one is CheckedFinding =>
        one.by === 'check' && (one.state === 'dismissed' || one.state === 'disproved') && isShown(one, finding),
    );
    if (settled === undefined) return [finding];
    const isKnown = (sign: Sign): boolean => (settled.seen.signs ?? []).some((one) => isSameSight(one, sign));
    return [withSigns(cause, signs.filter(isKnown)), ...signs.filter((sign) => !isKnown(sign)).map(findingOfSign)];
  });
  return {...result, findings};
}

/** It is still there, and another was reported before it. */
function isSign(finding: CheckedFinding, {task, result}: Looked): boolean {
  if (finding.task !== task || finding.state !== 'open') return false;
  return result.findings.some(({signs = []}) => signs.some((sign) => isSame(finding, sign)));
}

function freshOf(
  {task, tree, result, isOnlyShown = false}: Looked,
  found: CheckFinding,
  ordinal: number,
): CheckedFinding {
  const {class: kind, severity, file, line, claim, evidence} = found;
  return {
    ...{id: checkFindingId(ordinal), task, by: 'check', severity, class: kind},
    ...(file === undefined ? {} : {file}),
    ...(line === undefined ? {} : {line}),
    ...{claim, evidence, tree, state: 'open'},
    ...{blocking: !isOnlyShown && doesBlock(result.check, found), seen: sightOf(result, found)},
  };
}

function unlessGone(finding: CheckedFinding, looked: Looked): Finding {
  const {task, tree, result} = looked;
  const isOpen = finding.task === task && finding.state === 'open' && finding.tree !== tree;
  const isGone =
    isOpen && hasLookedFor(result, {...finding.seen, class: finding.class}) && wouldBeTold(finding, looked);
  return isGone ? {...finding, state: 'mended'} : finding;
}

/** What is not heavier than the lightest that is told may be among those that are left out. */
function wouldBeTold({severity}: CheckedFinding, {result: {findings}, leftOut = 0}: Looked): boolean {
  const lightest = Math.max(...findings.map((told) => severities.indexOf(told.severity)));
  return leftOut === 0 || severities.indexOf(severity) < lightest;
}

/** What another check had only guessed at, and this one has seen to happen, is told as this one tells it. */
function seenAgain(finding: CheckedFinding, found: CheckFinding, looked: Looked): Finding {
  const {tree, result, isOnlyShown = false} = looked;
  const {check} = finding.seen;
  if (check === result.check) {
    return {...finding, ...placeOf(found), tree, seen: withOthers(sightOf(result, found), finding, tree)};
  }
  const others = (finding.seen.alsoBy ?? []).filter((name) => name !== result.check);
  const isStronger = !finding.blocking || (finding.seen.report === undefined && found.report !== undefined);
  if (!isStronger || finding.state === 'dismissed' || !doesBlock(result.check, found)) {
    const known = {...finding.seen, alsoBy: [...others, result.check]};
    return {...finding, tree, seen: withSigns(known, [signOf(found, result.check)])};
  }
  const {severity, claim} = found;
  const {judgement: _ofTheGuess, ...known} = finding;
  const seen = {...sightOf(result, found), alsoBy: [...others, check]};
  const signs = [...(finding.seen.signs ?? []), signOf(asSeen(finding), check)];
  return {
    ...{...known, ...placeOf(found), severity, claim, tree, blocking: !isOnlyShown, state: 'open'},
    seen: withSigns(seen, signs),
  };
}

/** What the other checks saw in this very tree; of what is dismissed, also what they had seen before: it is told by it. */
function withOthers(seen: SeenByCheck, old: CheckedFinding, tree: TreeHash): SeenByCheck {
  if (old.tree !== tree && old.state !== 'dismissed') return seen;
  const {alsoBy, signs = []} = old.seen;
  return withSigns({...seen, ...(alsoBy === undefined ? {} : {alsoBy})}, signs);
}

function placeOf({line, evidence}: CheckFinding): Pick<Finding, 'line' | 'evidence'> {
  return {...(line === undefined ? {} : {line}), evidence};
}

function sightOf(
  {check, by}: CheckResult,
  {alsoBy, signs, anchor, report, failedAllocation}: CheckFinding,
): SeenByCheck {
  return {
    ...{check, with: by},
    ...(alsoBy === undefined ? {} : {alsoBy}),
    ...(signs === undefined ? {} : {signs}),
    ...(anchor === undefined ? {} : {anchor}),
    ...(report === undefined ? {} : {report}),
    ...(failedAllocation === undefined ? {} : {failedAllocation}),
  };
}

/** Those that follow paths through the source guess at what values are possible: what they say is for the Reviewer to judge. */
const guessing: ReadonlySet<CheckName> = new Set(['analyzer', 'smatch', 'checkpatch']);

/** What was seen to happen, or what a compiler can tell for certain. */
export function doesBlock(
  check: CheckName,
  {severity, class: kind}: Pick<CheckFinding, 'severity' | 'class'>,
): boolean {
  return (severity === 'critical' || severity === 'major') && kind !== 'style' && !guessing.has(check);
}
