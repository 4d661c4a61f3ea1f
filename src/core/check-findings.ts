// What becomes of findings when a check has looked at a tree: those that it sees again stay what they are, those that it looked for to its
// end in a newer tree and does not see any more are mended, the rest is new. A word of a role changes none of it.
import type {CheckFinding, CheckName, CheckResult} from './examination.ts';
import type {Finding, SeenByCheck} from './finding.ts';
import {type FindingId, findingId, type TaskId, type TreeHash} from './ids.ts';

export type CheckedFinding = Extract<Finding, {by: 'check'}>;

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
}

/** `next`: the number of the next finding. */
export function findingsAfter(known: readonly Finding[], {task, tree, result}: Looked, next: number): AfterCheck {
  const {check, end, by} = result;
  const own = known.filter((finding) => isOf(finding, task, check));
  const pairs = paired(own, result.findings);
  const seenAgain = new Map(pairs.flatMap(({old, seen}) => (old === undefined ? [] : [[old.id, seen] as const])));
  const unknown = pairs.filter(({old}) => old === undefined).map(({seen}) => seen);
  const fresh = unknown.map((seen, index): CheckedFinding => {
    const {class: kind, severity, file, line, claim, evidence} = seen;
    return {
      ...{id: findingId(next + index), task, by: 'check', severity, class: kind},
      ...(file === undefined ? {} : {file}),
      ...(line === undefined ? {} : {line}),
      ...{claim, evidence, tree, blocking: doesBlock(check, seen), state: 'open', seen: sightOf(check, by, seen)},
    };
  });
  const findings = known.map((finding) => {
    const seen = seenAgain.get(finding.id);
    if (seen !== undefined && finding.by === 'check') return againIn(finding, seen, tree, by);
    const isGone = own.includes(finding as CheckedFinding) && end.kind === 'finished' && finding.tree !== tree;
    return isGone && finding.state === 'open' ? {...finding, state: 'mended' as const} : finding;
  });
  return {findings, fresh, found: [...seenAgain.keys(), ...fresh.map(({id}) => id)]};
}

/** Only those that are open or were judged to be no fault: what was mended and comes back is a new one. */
function isOf(finding: Finding, task: TaskId, check: CheckName): finding is CheckedFinding {
  return finding.by === 'check' && finding.task === task && finding.seen.check === check && finding.state !== 'mended';
}

/** One by one: the same words at two places are two findings. */
function paired(
  own: readonly CheckedFinding[],
  seen: readonly CheckFinding[],
): readonly {readonly seen: CheckFinding; readonly old: CheckedFinding | undefined}[] {
  let left = own;
  return seen.map((one) => {
    const old = left.find((finding) => isSame(finding, one));
    left = left.filter((finding) => finding !== old);
    return {seen: one, old};
  });
}

/** Lines move, addresses and counts change from run to run; what is wrong with which file does not. */
export function isSame(one: Sighted, other: Sighted): boolean {
  return one.class === other.class && one.file === other.file && unnumbered(one.claim) === unnumbered(other.claim);
}

type Sighted = Pick<Finding, 'class' | 'file' | 'claim'>;

function unnumbered(claim: string): string {
  return claim.replaceAll(/\b(?:0x[0-9a-f]+|[0-9a-f]{8,}|\d+)\b/gi, '#');
}

function againIn(
  {seen: _before, line: _moved, ...finding}: CheckedFinding,
  seen: CheckFinding,
  tree: TreeHash,
  by: string,
): Finding {
  const {line, evidence} = seen;
  return {
    ...finding,
    ...(line === undefined ? {} : {line}),
    ...{evidence, tree, seen: sightOf(_before.check, by, seen)},
  };
}

function sightOf(check: CheckName, by: string, {alsoBy, report, failedAllocation}: CheckFinding): SeenByCheck {
  return {
    ...{check, with: by},
    ...(alsoBy === undefined ? {} : {alsoBy}),
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
