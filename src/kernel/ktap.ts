// Reads what KUnit prints of its tests (Documentation/dev-tools/ktap.rst), from a console or from debugfs. Text in, results out; a kernel
// that died in the middle, or a plan that is not met, is told and never taken for success.
import {readStamp, splitConsole} from './console-lines.ts';

export interface KtapTest {
  readonly name: string;
  /** `expected`: it failed, and says TODO of itself. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'expected';
  /** What stands behind a directive: `SKIP no device`. */
  readonly reason?: string;
  /** What was printed before its result, bounded. */
  readonly lines: readonly string[];
  readonly subtests: readonly KtapTest[];
}

export interface KtapResults {
  readonly tests: readonly KtapTest[];
  /** In words, what keeps the results from being believed to be whole. */
  readonly faults: readonly string[];
}

interface Group {
  readonly depth: number;
  name?: string;
  plan?: number;
  readonly tests: KtapTest[];
  pending: string[];
}

const linesMax = 60;
const testsMax = 2000;
const depthMax = 8;
const indentChars = 4;

const resultLine = /^(not )?ok (\d{1,6})(?: (?:- )?(.{0,500}))?$/;
const directive = /(?:^|\s)# (SKIP|TODO|XFAIL|TIMEOUT|ERROR)\b ?(.*)$/i;

export function parseKtap(text: string): KtapResults {
  const reader = openReader();
  for (const line of splitConsole('', `${text}\n`).lines) reader.take(readStamp(line).text);
  return reader.end();
}

function openReader() {
  const open: Group[] = [];
  const tests: KtapTest[] = [];
  const faults: string[] = [];
  let count = 0;

  function groupAt(depth: number): Group {
    while ((open.at(-1)?.depth ?? -1) > depth) abandon(open.pop());
    const last = open.at(-1);
    if (last?.depth === depth) return last;
    const group: Group = {depth, tests: [], pending: []};
    open.push(group);
    return group;
  }

  /** Deeper tests whose own result never came. */
  function abandon(group: Group | undefined): void {
    if (group === undefined) return;
    faults.push(...planFaults(group));
    if (group.tests.length > 0 || group.plan !== undefined) faults.push(`${nameOf(group)} has no result`);
    open.at(-1)?.tests.push(...group.tests);
    if (open.length === 0) tests.push(...group.tests);
  }

  function result(depth: number, match: RegExpExecArray): void {
    while ((open.at(-1)?.depth ?? -1) > depth + 1) abandon(open.pop());
    const below = open.at(-1)?.depth === depth + 1 ? open.pop() : undefined;
    const group = groupAt(depth);
    if (++count > testsMax) return;
    const {name, ...how} = judged(match[1] !== undefined, match[3] ?? '');
    if (below !== undefined) faults.push(...planFaults(below, name));
    if (Number(match[2]) !== group.tests.length + 1 && group.plan !== undefined) {
      faults.push(`${nameOf(group)}: number ${match[2]} comes where ${group.tests.length + 1} should`);
    }
    const lines = [...group.pending, ...(below?.pending ?? [])].slice(-linesMax);
    group.tests.push({name, ...how, lines, subtests: below?.tests ?? []});
    group.pending = [];
  }

  return {
    take(line: string): void {
      const indent = line.length - line.trimStart().length;
      const text = line.trim();
      const depth = Math.min(depthMax, Math.floor(indent / indentChars));
      const match = resultLine.exec(text);
      if (match !== null) {
        result(depth, match);
        return;
      }
      const plan = /^1\.\.(\d{1,6})$/.exec(text);
      const subtest = /^# Subtest: (.{1,300})$/.exec(text);
      if (plan !== null) groupAt(depth).plan = Number(plan[1]);
      else if (subtest?.[1] !== undefined) groupAt(depth).name = subtest[1];
      else if (/^K?TAP version \d+$/.test(text)) groupAt(depth);
      else note(open.at(-1), text);
    },
    end(): KtapResults {
      while (open.length > 1) abandon(open.pop());
      const [top] = open;
      if (top !== undefined) faults.push(...planFaults(top));
      if (count > testsMax) faults.push(`more than ${testsMax} results were printed; the rest is not read`);
      return {tests: [...tests, ...(top?.tests ?? [])], faults};
    },
  };
}

function note(group: Group | undefined, text: string): void {
  if (group === undefined || text === '') return;
  group.pending.push(text.slice(0, 400));
  if (group.pending.length > linesMax) group.pending.shift();
}

function judged(isNotOk: boolean, rest: string): Pick<KtapTest, 'name' | 'outcome' | 'reason'> {
  const said = directive.exec(rest);
  const name = (said === null ? rest : rest.slice(0, said.index)).trim() || 'without a name';
  const word = said?.[1]?.toUpperCase();
  const outcome = outcomeOf(isNotOk, word);
  return {name, outcome, ...(said === null ? {} : {reason: `${word} ${said[2] ?? ''}`.trim()})};
}

function outcomeOf(isNotOk: boolean, word: string | undefined): KtapTest['outcome'] {
  if (word === 'SKIP') return 'skipped';
  if (!isNotOk) return 'passed';
  return word === 'TODO' || word === 'XFAIL' ? 'expected' : 'failed';
}

function planFaults(group: Group, name = nameOf(group)): readonly string[] {
  const {plan, tests} = group;
  if (plan === undefined || plan === tests.length) return [];
  return [`${name}: ${plan} were to be run, ${tests.length} came to a result`];
}

function nameOf({name, depth}: Group): string {
  return name ?? (depth === 0 ? 'the tests' : 'a group of tests');
}

/** A failed test as a path of names; one that fails only since a part of it does is told by that part. */
export interface FailedTest {
  readonly path: readonly string[];
  readonly test: KtapTest;
}

export function failedTests(tests: readonly KtapTest[], above: readonly string[] = []): readonly FailedTest[] {
  return tests.flatMap((test) => {
    const path = [...above, test.name];
    const below = failedTests(test.subtests, path);
    return below.length > 0 || test.outcome !== 'failed' ? below : [{path, test}];
  });
}

export function countTests(tests: readonly KtapTest[]): Readonly<Record<KtapTest['outcome'], number>> {
  const counts = {passed: 0, failed: 0, skipped: 0, expected: 0};
  const count = (test: KtapTest): void => {
    if (test.subtests.length > 0) test.subtests.forEach(count);
    else counts[test.outcome] += 1;
  };
  tests.forEach(count);
  return counts;
}
