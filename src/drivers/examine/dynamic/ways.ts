// The ways whose calls are let fail: the loading of the module, and the use of each file that came with it. What is known of them is kept over the
// lives of a target: which tries can't be made again, and where the module's own calls begin.
import {failedIn, inTurn, outputOf, wordsOf} from './dynamic-check.ts';
import * as scripts from './scripts.ts';
import type {StepEnd, Trial} from './trial.ts';
import {numbersOf, parseTries, rangesWithout, type Try, type TryName, wayOfTry} from './tries.ts';

export interface Ways {
  /** Goes all of them, try by try, as far as the kernel lets it. */
  go(on: Trial): Promise<Gone>;
  /** After this try nothing more could be done. */
  passOver(name: TryName): void;
  /** The rest of its way is not gone any more. */
  leaveWayOf(name: TryName): void;
  /** Those that were left, in words. */
  left(): readonly string[];
}

/** What came of it. */
export interface Gone {
  readonly tries: readonly Try[];
  /** That came with the module, and whose use is a way. */
  readonly files: number;
  /** What the module's first loading printed. */
  readonly load: string;
  /** Why there was nothing to begin with. */
  readonly stopped: string | null;
  /** All ways were gone to their end. */
  readonly isThrough: boolean;
}

const filesMax = 6;
const triesMax = 500;
const waySeconds = 240;
/** A cache that is full asks for pages, another time it does not: the module's first call is not the same number each time. */
const varies = 8;
const loading = 0;

export function openWays(): Ways {
  const passed = new Set<TryName>();
  const left = new Set<number>();
  let names: readonly string[] = [];
  let first: number | null = null;

  async function run(on: Trial, script: string, tries: Try[]): Promise<StepEnd & {readonly isSpoilt: boolean}> {
    const end = await on.run({name: 'fail', script, deadlineSeconds: waySeconds});
    const made = parseTries(outputOf(end));
    tries.push(...made);
    return {...end, isSpoilt: end.kind === 'gone' || made.some(isSpoilt)};
  }

  /** False when nothing more can be done. */
  async function findFirst(on: Trial, tries: Try[]): Promise<boolean> {
    if (first !== null || left.has(loading)) return true;
    const high = numbersOf(loading, passed)[0] ?? triesMax;
    const end = await run(on, scripts.findFirst(loading, high), tries);
    const found = /^first (\d{1,6})$/m.exec(outputOf(end))?.[1];
    if (found !== undefined) first = Math.max(1, Number(found) - varies);
    return !end.isSpoilt;
  }

  async function goWay(on: Trial, way: number, scriptOf: (range: scripts.Tries) => string, tries: Try[]) {
    if (left.has(way)) return true;
    for (const range of rangesWithout(way, passed, way === loading ? (first ?? 1) : 1, triesMax)) {
      const end = await run(on, scriptOf(range), tries);
      if (end.isSpoilt) return false;
      if (!hasMore(end)) break;
    }
    return true;
  }

  async function goAll(on: Trial, files: readonly string[], tries: Try[]): Promise<boolean> {
    if (!(await findFirst(on, tries)) || !(await goWay(on, loading, scripts.failLoads, tries))) return false;
    if (files.length === 0) return true;
    if ((await on.run({name: 'load', script: scripts.load, deadlineSeconds: 60})).kind === 'gone') return false;
    for (const [at, path] of files.entries()) {
      if (!(await goWay(on, at + 1, (range) => scripts.failOpens(range, path), tries))) return false;
    }
    return (await on.run({name: 'unload', script: scripts.unload, deadlineSeconds: 60})).kind === 'ended';
  }

  return {
    passOver: (name) => void passed.add(name),
    leaveWayOf: (name) => void left.add(wayOfTry(name)),
    left: () => [...left].sort((one, other) => one - other).map((way) => names[way] ?? `way ${way}`),
    async go(on) {
      const begun = await inTurn(on, beginning);
      const load = outputOf(begun.find(({step}) => step.name === 'load')?.end);
      const failed = failedIn(begun);
      const stopped = failed === null ? null : `${failed.step.name}: ${wordsOf(failed.end)}`;
      if (stopped !== null) return {tries: [], files: 0, load, stopped, isThrough: false};
      const files = filesIn(load).slice(0, filesMax);
      names = ['loading', ...files.map((path) => `the use of ${path}`)];
      const tries: Try[] = [];
      const isThrough = await goAll(on, files, tries);
      return {tries, files: files.length, load, stopped, isThrough};
    },
  };
}

const beginning = [
  {name: 'arm', script: scripts.armFailures, deadlineSeconds: 30},
  {name: 'load', script: scripts.loadAndList, deadlineSeconds: 60},
  {name: 'unload', script: scripts.unload, deadlineSeconds: 60},
];

function filesIn(output: string): readonly string[] {
  return [...output.matchAll(/^file (\/\S+)$/gm)].map(([, path = '']) => path);
}

/** A try after which no other can start from where it did. */
export function isSpoilt({end, unload, again}: Try): boolean {
  return end === 'died' || (unload ?? 0) !== 0 || (again ?? 0) !== 0;
}

/** The program's status when it came to the end of its range, and not to that of the way. */
function hasMore(end: StepEnd): boolean {
  return end.kind === 'ended' && end.outcome.kind === 'exited' && end.outcome.code === 4;
}
