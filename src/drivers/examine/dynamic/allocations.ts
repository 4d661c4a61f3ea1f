// Lets each call fail once that can fail and is on the module's ways of being loaded and of being used through its files, one at a time: each
// must come back without a complaint of the kernel, with nothing lost, and the module must load afterwards as if nothing had been.
import type {CheckFinding} from '../../../core/examination.ts';
import type {InjectedFailure} from '../../../kernel/injected.ts';
import {parseLeaks} from '../../../kernel/kmemleak.ts';
import {sysfsName} from '../../target/run-scripts.ts';
import {aftermath, complaint, isOfTries, lost} from './allocation-findings.ts';
import {type Bench, type DynamicCheckPlan, outputOf, type Run, toldToEnd} from './dynamic-check.ts';
import {countWords, failedCalls} from './failed-call.ts';
import {leaksOf} from './leak-findings.ts';
import {parseBases} from './leak-sites.ts';
import * as scripts from './scripts.ts';
import {ownFailures, type TryName, tryAtLine} from './tries.ts';
import {type Gone, isSpoilt, openWays, type Ways} from './ways.ts';

/** A kernel that ends takes its life with it, and the other tries need another. */
const livesMax = 6;

export const allocationsCheck: DynamicCheckPlan = {
  check: 'allocations',
  deadlineSeconds: 600,
  onOneCpu: true,
  async run(bench): Promise<Run> {
    const ways = openWays();
    const failures = new Map<TryName, InjectedFailure>();
    const findings: CheckFinding[] = [];
    for (let lives = 1; ; lives++) {
      const life = await live(bench, ways);
      for (const [name, failure] of life.failures) failures.set(name, failure);
      const known = findings.length;
      for (const finding of life.findings) if (!isKnown(finding, findings)) findings.push(finding);
      if (life.end.kind === 'stopped') return {stopped: life.end.why, findings};
      if (life.end.kind === 'through') return {...lookedAt(failures, life.end.files, ways), findings};
      if (lives >= livesMax) return {stopped: `the kernel had to be started anew ${lives} times`, findings};
      ways.passOver(life.end.at);
      // It ends there whatever fails: that was told, and the other ways have their turn.
      if (lives > 1 && findings.length === known) ways.leaveWayOf(life.end.at);
    }
  },
};

function isKnown(finding: CheckFinding, others: readonly CheckFinding[]): boolean {
  return others.some((one) => one.claim === finding.claim && one.failedAllocation === finding.failedAllocation);
}

function lookedAt(
  failures: ReadonlyMap<TryName, InjectedFailure>,
  files: number,
  ways: Ways,
): {readonly looked: string} | {readonly stopped: string} {
  const where = files === 0 ? 'loading' : `loading and the use of ${files} file${files === 1 ? '' : 's'}`;
  const looked = `${countWords(failures.values())} failed one at a time, on the ways of ${where}; then two scans of kmemleak`;
  const left = ways.left();
  if (left.length === 0) return {looked};
  const given = `${left.join(' and ')} ${left.length === 1 ? 'was' : 'were'} given up, since the kernel ended there again and again`;
  return {stopped: `${given}, whichever call failed; ${looked}`};
}

/** `spoilt`: no other try can start from what this one left. */
type LifeEnd =
  | {readonly kind: 'through'; readonly files: number}
  | {readonly kind: 'spoilt'; readonly at: TryName}
  | {readonly kind: 'stopped'; readonly why: string};

interface Life {
  readonly findings: readonly CheckFinding[];
  readonly failures: ReadonlyMap<TryName, InjectedFailure>;
  readonly end: LifeEnd;
}

/** All tries but those that are passed over, and a look at what was lost, on one kernel. */
async function live({subject, trial}: Bench, ways: Ways): Promise<Life> {
  let gone: Gone = {tries: [], files: 0, load: '', stopped: null, isThrough: false};
  let leaks = '';
  const end = await trial(async (on) => {
    gone = await ways.go(on);
    if (!gone.isThrough) return;
    leaks = outputOf(await on.run({name: 'scan', script: scripts.findLeaks, deadlineSeconds: 180}));
  });
  const {module} = subject;
  const own = ownFailures(end.console, sysfsName(module));
  const failures = new Map([...own].flatMap(([name, all]) => all.slice(-1).map((failure) => [name, failure] as const)));
  const calls = await failedCalls(own, subject);
  const objects = await leaksOf(parseLeaks(leaks), parseBases(gone.load), subject);
  const findings = [
    ...end.findings.flatMap((finding) => complaint(finding, end.console, calls) ?? []),
    ...objects.filter(isOfTries).flatMap((leak) => lost(leak, calls, gone.tries)),
    ...gone.tries.flatMap((one) => aftermath(one, calls, module) ?? []),
  ];
  return {findings, failures, end: endOf(end, gone, tryAtLine(end.console))};
}

function endOf(
  {isCut, crash}: {readonly isCut: boolean; readonly crash: {readonly why: string} | null},
  {tries, stopped, files}: Gone,
  last: TryName | null,
): LifeEnd {
  if (isCut) return {kind: 'stopped', why: toldToEnd};
  const spoilt = tries.find(isSpoilt);
  if (spoilt !== undefined) return {kind: 'spoilt', at: spoilt.name};
  if (crash !== null && last !== null) return {kind: 'spoilt', at: last};
  if (crash !== null) return {kind: 'stopped', why: `the kernel ended before a call was let fail: ${crash.why}`};
  return stopped === null ? {kind: 'through', files} : {kind: 'stopped', why: stopped};
}
