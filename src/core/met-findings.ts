// Which of the findings that are known a check has seen again. It is told by what it is and where, and not by its line.
import type {CheckFinding, CheckName, CheckResult} from './examination.ts';
import type {CheckedFinding, Finding} from './finding.ts';
import type {TaskId} from './ids.ts';
import {areSame} from './join-findings.ts';
import {isSame, isSamePlace, isSameSight, isSameText} from './same-finding.ts';

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
    .map((seen) => ({seen, old: met(seen, (old) => isSamePlace(old.seen, seen))}))
    .map(({seen, old}) => ({seen, old: old ?? met(seen, () => true)}));
}

const nearest =
  ({line = 0}: CheckFinding) =>
  (one: CheckedFinding, other: CheckedFinding): number =>
    Math.abs((one.line ?? 0) - line) - Math.abs((other.line ?? 0) - line);

/** What was mended and comes back is a new one. Of what somebody held for none, only what they were shown stays so. */
function isMet(old: CheckedFinding, check: CheckName, seen: CheckFinding): boolean {
  if (old.state === 'mended') return false;
  const isOwn = old.seen.check === check;
  if (old.state === 'dismissed' || (old.state === 'disproved' && isOwn)) return isShown(old, seen);
  if (isOwn) return isSame(old, seen);
  // In one result the line tells two of them apart; between checks lines may be those of another tree.
  if (isSameSight(asSeen(old), seen)) return true;
  return areSame({check: old.seen.check, finding: asSeen(old)}, {check, finding: seen});
}

/** What the person has dismissed in another task, and not taken back, nobody need hear of in this one. */
export function asDismissed(known: readonly Finding[], fresh: CheckedFinding): CheckedFinding {
  const before = known.findLast(
    (one): one is CheckedFinding =>
      one.by === 'check' && one.task !== fresh.task && one.state === 'dismissed' && isShown(one, asSeen(fresh)),
  );
  if (before?.dismissal === undefined) return fresh;
  return {...fresh, state: 'dismissed', dismissal: {as: before.id, ...before.dismissal}};
}

/** It is what was told of it, by whichever check: in the same words at the same place, by the same report of the kernel, or as a sign. */
export function isShown(old: CheckedFinding, seen: CheckFinding): boolean {
  const known = asSeen(old);
  if (isSameSight(known, seen) || isSameReport(known, seen)) return true;
  return (known.signs ?? []).some((sign) => isSameSight(sign, seen));
}

function isSameReport(known: CheckFinding, seen: CheckFinding): boolean {
  if (known.report === undefined || seen.report === undefined) return false;
  const isAlike = known.class === seen.class && known.file === seen.file && isSamePlace(known, seen);
  return isAlike && isSameText(known.report.title, seen.report.title);
}

/** As its check told it last. */
export function asSeen({seen, ...finding}: CheckedFinding): CheckFinding {
  const {anchor, report, signs} = seen;
  return {
    ...finding,
    ...(anchor === undefined ? {} : {anchor}),
    ...(report === undefined ? {} : {report}),
    ...(signs === undefined ? {} : {signs}),
  };
}
