// Which of the findings that are known a check has seen again. It is told by what it is and where, and not by its line.
import type {CheckFinding, CheckName, CheckResult} from './examination.ts';
import type {CheckedFinding, Finding} from './finding.ts';
import type {TaskId} from './ids.ts';
import {areSame, signOf} from './join-findings.ts';
import {isSame, isSameLine, isSamePlace} from './same-finding.ts';

export interface Sight {
  readonly seen: CheckFinding;
  readonly old: CheckedFinding | undefined;
}

/** Each old one is met once, by what is at its very place first: the same words at two places are two findings. */
export function sightsOf(
  known: readonly Finding[],
  {task, result}: {readonly task: TaskId; readonly result: CheckResult},
): readonly Sight[] {
  const left = new Set(known.filter((one): one is CheckedFinding => one.by === 'check' && one.task === task));
  const met = (seen: CheckFinding, isThere: (old: CheckedFinding) => boolean): CheckedFinding | undefined => {
    const [old] = [...left].filter((one) => isMet(one, result.check, seen) && isThere(one)).sort(nearest(seen));
    if (old !== undefined) left.delete(old);
    return old;
  };
  return result.findings
    .map((seen) => ({seen, old: met(seen, (old) => isAtPlace(old, result.check, seen))}))
    .map(({seen, old}) => ({seen, old: old ?? met(seen, ({state}) => state !== 'dismissed')}));
}

/** What another check told of it is known by its words. */
function isAtPlace({seen: known}: CheckedFinding, check: CheckName, seen: CheckFinding): boolean {
  if (isSamePlace(known, seen)) return true;
  const sign = signOf({check, finding: seen});
  return known.check !== check && (known.signs ?? []).some((one) => isSameLine(one, sign));
}

const nearest =
  ({line = 0}: CheckFinding) =>
  (one: CheckedFinding, other: CheckedFinding): number =>
    Math.abs((one.line ?? 0) - line) - Math.abs((other.line ?? 0) - line);

/** What was mended and comes back is a new one; what was judged to be no fault stays so. */
function isMet(old: CheckedFinding, check: CheckName, seen: CheckFinding): boolean {
  if (old.state === 'mended') return false;
  if (old.state === 'dismissed') return isShown(old, check, seen);
  if (old.seen.check === check) return isSame(old, seen);
  const {anchor} = old.seen;
  const finding = {...old, ...(anchor === undefined ? {} : {anchor})};
  return areSame({check: old.seen.check, finding}, {check, finding: seen});
}

/**
 * It is what the person was shown when they dismissed it: in the same words, by the same report of the kernel, or by a check that was named
 * beside it. What a check shows in words of its own, that had not seen it then, is more than they knew.
 */
function isShown(old: CheckedFinding, check: CheckName, seen: CheckFinding): boolean {
  if (isSame(old, seen) || isSameReport(old, seen)) return true;
  return old.seen.check !== check && old.seen.alsoBy?.includes(check) === true;
}

function isSameReport(old: CheckedFinding, {class: kind, report}: CheckFinding): boolean {
  const known = old.seen.report;
  return old.class === kind && known !== undefined && report !== undefined && isSameLine(known.title, report.title);
}

/** Of what the other tasks know, the newest that is the same says whether the person wants to hear of it. */
export function asDismissed(known: readonly Finding[], fresh: CheckedFinding): CheckedFinding {
  const {check, anchor, report} = fresh.seen;
  const seen = {...fresh, ...(anchor === undefined ? {} : {anchor}), ...(report === undefined ? {} : {report})};
  const before = known.findLast(
    (one): one is CheckedFinding =>
      one.by === 'check' && one.task !== fresh.task && isShown(one, check, seen) && isAtPlace(one, check, seen),
  );
  if (before?.dismissal === undefined) return fresh;
  return {...fresh, state: 'dismissed', dismissal: {as: before.id, ...before.dismissal}};
}
