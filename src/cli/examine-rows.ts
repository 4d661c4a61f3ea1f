// The results of an examination as lines for a person, and as the one line of --json. What tools printed is bounded.
import type {CheckResult} from '../core/examination.ts';
import {type Found, foundBy, joinFindings} from '../core/join-findings.ts';
import {counted, duration, oneLine} from '../view/formats.ts';
import {safeText} from '../view/safe-text.ts';

/** One check, as soon as it has ended. */
export function resultRow({check, by, end, findings, durationMs}: CheckResult): string {
  const begins = `${check.padEnd(12)}${duration(durationMs).padStart(7)}  `;
  const found = findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding');
  switch (end.kind) {
    case 'finished':
      return `${begins}${found.padEnd(14)} ${oneLine(`${by}: ${end.looked}`)}`;
    case 'notRun':
      return `${begins}not run: ${oneLine(end.why)}`;
    case 'stopped':
      return `${begins}stopped: ${oneLine(end.why)}; ${found} by then`;
    default:
      return end satisfies never;
  }
}

const evidenceLinesMax = 16;

/** What was found, the worst first, each once; and what it comes to. `told`: the results as they came. */
export function findingRows(
  results: readonly CheckResult[],
  told: readonly CheckResult[] = results,
): readonly string[] {
  const found = foundBy(joinFindings(results));
  return [...found.flatMap((one) => ['', ...rowsOf(one)]), '', summaryOf(results, found.length, countOf(told))];
}

/** The contract of --json: one line, these keys. */
export function examinationJson(module: string, results: readonly CheckResult[]): string {
  return JSON.stringify({module, results});
}

function rowsOf({check, finding}: Found): readonly string[] {
  const {severity, class: kind, file, line, claim, evidence, alsoBy = [], signs = [], failedAllocation} = finding;
  const place = file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}`;
  const when = failedAllocation === undefined ? '' : `, call ${failedAllocation} failing`;
  const said = evidence.split('\n').filter((text) => text.trim() !== '');
  const left = said.length - evidenceLinesMax;
  return [
    `${severity}: ${kind}${place} (${[check, ...alsoBy].join(', ')}${when})`,
    `  ${claim}`,
    ...signs.map((sign) => `    ${sign}`),
    ...said.slice(0, evidenceLinesMax).map((text) => `    ${text}`),
    ...(left > 0 ? [`    (${counted(left, 'more line')} left out)`] : []),
  ].map(safeText);
}

const countOf = (results: readonly CheckResult[]): number =>
  results.reduce((sum, {findings}) => sum + findings.length, 0);

/** Where a fault was told by several checks, the sum of what they told is more. */
function summaryOf(results: readonly CheckResult[], count: number, toldCount: number): string {
  const ended = results.filter(({end}) => end.kind === 'finished').map(({check}) => check);
  const others = results.length - ended.length;
  const rest = others === 0 ? '' : `; ${counted(others, 'check')} not run or stopped`;
  const twice = toldCount > count ? ` (${toldCount} sights: what several checks saw is told once)` : '';
  const found = count === 0 ? 'nothing found' : `${counted(count, 'finding')}${twice}`;
  const looked = ended.length === 0 ? 'no check' : ended.join(', ');
  return count === 0
    ? `${found} by ${looked}${rest}`
    : `${found}; ${looked} came to ${ended.length < 2 ? 'its' : 'their'} end${rest}`;
}
