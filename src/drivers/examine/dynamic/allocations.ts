// Lets each call fail once that can fail and is on the module's ways of being loaded and of being used through its files, one at a time: each
// must come back without a complaint of the kernel, with nothing lost, and the module must load afterwards as if nothing had been.
import type {CheckFinding} from '../../../core/examination.ts';
import type {InjectedFailure} from '../../../kernel/injected.ts';
import {parseLeaks} from '../../../kernel/kmemleak.ts';
import {sysfsName} from '../../target/run-scripts.ts';
import {aftermath, complaint, isOfFailure, lost} from './allocation-findings.ts';
import {type Bench, type DynamicCheckPlan, failedIn, inTurn, outputOf, type Run, wordsOf} from './dynamic-check.ts';
import {countWords, failedCalls} from './failed-call.ts';
import {leaksOf} from './leak-findings.ts';
import {parseBases} from './leak-sites.ts';
import * as scripts from './scripts.ts';
import type {StepEnd, Trial} from './trial.ts';
import {ownFailures, parseTries, rangesWithout, type Try, type TryName, tryAtLine} from './tries.ts';

/** A kernel that ends takes its life with it, and the other tries need another. */
const livesMax = 6;
const filesMax = 6;
const triesMax = 500;
const waySeconds = 200;

export const allocationsCheck: DynamicCheckPlan = {
  check: 'allocations',
  deadlineSeconds: 600,
  async run(bench): Promise<Run> {
    const passed = new Set<TryName>();
    const failures = new Map<TryName, InjectedFailure>();
    const findings: CheckFinding[] = [];
    for (let lives = 1; ; lives++) {
      const life = await live(bench, passed);
      for (const [name, failure] of life.failures) failures.set(name, failure);
      for (const finding of life.findings) if (!isKnown(finding, findings)) findings.push(finding);
      if (life.end.kind === 'stopped') return {stopped: life.end.why, findings};
      if (life.end.kind === 'through') return {looked: lookedWords(failures, life.end.files), findings};
      if (lives >= livesMax) return {stopped: `the kernel had to be started anew ${lives} times`, findings};
      passed.add(life.end.at);
    }
  },
};

function isKnown(finding: CheckFinding, others: readonly CheckFinding[]): boolean {
  return others.some((one) => one.claim === finding.claim && one.failedAllocation === finding.failedAllocation);
}

function lookedWords(failures: ReadonlyMap<TryName, InjectedFailure>, files: number): string {
  const ways = files === 0 ? 'loading' : `loading and the use of ${files} file${files === 1 ? '' : 's'}`;
  return `${countWords(failures.values())} failed one at a time, on the ways of ${ways}; then two scans of kmemleak`;
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
async function live({subject, trial}: Bench, passed: ReadonlySet<TryName>): Promise<Life> {
  const said: {tries: Try[]; stopped: string | null; load: string; leaks: string; files: number} = {
    ...{tries: [], stopped: null, load: '', leaks: '', files: 0},
  };
  const end = await trial(async (on) => {
    const begun = await inTurn(on, beginning);
    said.load = outputOf(begun.find(({step}) => step.name === 'load')?.end);
    const failed = failedIn(begun);
    if (failed !== null) said.stopped = `${failed.step.name}: ${wordsOf(failed.end)}`;
    if (failed !== null) return;
    const files = filesIn(said.load).slice(0, filesMax);
    said.files = files.length;
    if (!(await goWays(on, files, passed, said.tries))) return;
    const scan = await on.run({name: 'scan', script: scripts.findLeaks, deadlineSeconds: 90});
    said.leaks = outputOf(scan);
  });
  const {module} = subject;
  const failures = ownFailures(end.console, sysfsName(module));
  const calls = await failedCalls(failures, subject);
  const leaks = (await leaksOf(parseLeaks(said.leaks), parseBases(said.load), subject)).filter(isOfFailure);
  const findings = [
    ...end.findings.flatMap((finding) => complaint(finding, end.console, calls) ?? []),
    ...leaks.map((leak) => lost(leak, calls)),
    ...said.tries.flatMap((one) => aftermath(one, calls, module) ?? []),
  ];
  return {findings, failures, end: endOf(end, said, tryAtLine(end.console))};
}

function endOf(
  {isCut, crash}: {readonly isCut: boolean; readonly crash: {readonly why: string} | null},
  {tries, stopped, files}: {readonly tries: readonly Try[]; readonly stopped: string | null; readonly files: number},
  last: TryName | null,
): LifeEnd {
  if (isCut) return {kind: 'stopped', why: 'its time was over'};
  const spoilt = tries.find(isSpoilt);
  if (spoilt !== undefined) return {kind: 'spoilt', at: spoilt.name};
  if (crash !== null && last !== null) return {kind: 'spoilt', at: last};
  if (crash !== null) return {kind: 'stopped', why: `the kernel ended before a call was let fail: ${crash.why}`};
  return stopped === null ? {kind: 'through', files} : {kind: 'stopped', why: stopped};
}

function isSpoilt({end, unload, again}: Try): boolean {
  return end === 'died' || (unload ?? 0) !== 0 || (again ?? 0) !== 0;
}

const beginning = [
  {name: 'arm', script: scripts.armFailures, deadlineSeconds: 30},
  {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
  {name: 'unload', script: scripts.unload, deadlineSeconds: 60},
];

function filesIn(output: string): readonly string[] {
  return [...output.matchAll(/^file (\/\S+)$/gm)].map(([, path = '']) => path);
}

/** False when one of them left something that nothing more can start from. */
async function goWays(
  on: Trial,
  files: readonly string[],
  passed: ReadonlySet<TryName>,
  tries: Try[],
): Promise<boolean> {
  if (!(await goWay(on, 0, scripts.failLoads, passed, tries))) return false;
  if (files.length === 0) return true;
  if ((await on.run({name: 'load', script: scripts.load, deadlineSeconds: 60})).kind === 'gone') return false;
  for (const [at, path] of files.entries()) {
    const script = (range: scripts.Tries) => scripts.failOpens(range, path);
    if (!(await goWay(on, at + 1, script, passed, tries))) return false;
  }
  return (await on.run({name: 'unload', script: scripts.unload, deadlineSeconds: 60})).kind === 'ended';
}

async function goWay(
  on: Trial,
  way: number,
  scriptOf: (range: scripts.Tries) => string,
  passed: ReadonlySet<TryName>,
  tries: Try[],
): Promise<boolean> {
  for (const range of rangesWithout(way, passed, triesMax)) {
    const end = await on.run({name: 'fail', script: scriptOf(range), deadlineSeconds: waySeconds});
    const made = parseTries(outputOf(end));
    tries.push(...made);
    if (end.kind === 'gone' || made.some(isSpoilt)) return false;
    if (made.at(-1)?.end === 'left' || !hasMore(end)) break;
  }
  return true;
}

/** The program's status when it came to the end of its range. */
function hasMore({outcome}: Extract<StepEnd, {kind: 'ended'}>): boolean {
  return outcome.kind === 'exited' && outcome.code === 4;
}
