// The results of an examination as lines for a person, and as the one line of --json. What tools printed is bounded.
import type {CheckFinding, CheckResult} from '../core/examination.ts';
import {type Found, foundBy, joinFindings} from '../core/join-findings.ts';
import {signText} from '../core/sign.ts';
import {counted, duration, oneLine} from '../view/formats.ts';
import {safeText} from '../view/safe-text.ts';
import type {Interruption} from './examine-interrupted.ts';

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

/** What was found, the worst first, each once, with its evidence. */
export function findingsInFull(results: readonly CheckResult[]): readonly (readonly string[])[] {
  return foundBy(joinFindings(results)).map(rowsOf);
}

/** What was found, the worst first, each once; and what it comes to. `told`: the results as they came; `known`: what is left out of them. */
export function findingRows(
  results: readonly CheckResult[],
  told: readonly CheckResult[] = results,
  known: readonly Found[] = [],
): readonly string[] {
  const found = findingsInFull(results);
  return [
    ...found.flatMap((rows) => ['', ...rows]),
    ...(known.length === 0 ? [] : ['', ...known.map((one) => `known: ${findingRow(one)}`)]),
    '',
    summaryOf(results, {found: found.length, known: known.length, told: countOf(told)}),
  ];
}

/** In a line. */
export function findingRow({check, finding: {severity, class: kind, claim, ...of}}: Found): string {
  return safeText(`${severity}: ${kind}${placeOf(of)} (${[check, ...(of.alsoBy ?? [])].join(', ')}): ${claim}`);
}

function placeOf({file, line}: Pick<CheckFinding, 'file' | 'line'>): string {
  return file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}`;
}

/** The contract of --json: one line, these keys; `interrupted` only where it was. */
export function examinationJson(
  module: string,
  results: readonly CheckResult[],
  interrupted: Interruption | null = null,
): string {
  return JSON.stringify({module, results, ...(interrupted === null ? {} : {interrupted: true})});
}

function rowsOf({check, finding}: Found): readonly string[] {
  const {severity, class: kind, claim, evidence, alsoBy = [], signs = [], failedAllocation} = finding;
  const when = failedAllocation === undefined ? '' : `, call ${failedAllocation} failing`;
  const said = evidence.split('\n').filter((text) => text.trim() !== '');
  const left = said.length - evidenceLinesMax;
  return [
    `${severity}: ${kind}${placeOf(finding)} (${[check, ...alsoBy].join(', ')}${when})`,
    `  ${claim}`,
    ...signs.map((sign) => `    ${signText(sign)}`),
    ...said.slice(0, evidenceLinesMax).map((text) => `    ${text}`),
    ...(left > 0 ? [`    (${counted(left, 'more line')} left out)`] : []),
  ].map(safeText);
}

export const countOf = (results: readonly CheckResult[]): number =>
  results.reduce((sum, {findings}) => sum + findings.length, 0);

interface Sums {
  readonly found: number;
  readonly known: number;
  /** Where a fault was told by several checks, the sum of what they told is more. */
  readonly told: number;
}

/** Which checks came to their end, and how many did not. */
export function lookedWords(results: readonly CheckResult[]): string {
  const {looked, rest, end} = lookedAt(results);
  return `${looked} came to ${end}${rest}`;
}

function lookedAt(results: readonly CheckResult[]): Readonly<Record<'looked' | 'rest' | 'end', string>> {
  const ended = results.filter(({end}) => end.kind === 'finished').map(({check}) => check);
  const others = results.length - ended.length;
  return {
    looked: ended.length === 0 ? 'no check' : ended.join(', '),
    rest: others === 0 ? '' : `; ${counted(others, 'check')} not run or stopped`,
    end: ended.length < 2 ? 'its end' : 'their end',
  };
}

/** Why the rows of the checks told of more than is told in the end. */
export function sightsWords(told: number, joined: number): string {
  return told > joined ? ` (${told} sights: what several checks saw is told once)` : '';
}

function summaryOf(results: readonly CheckResult[], sums: Sums): string {
  const {looked, rest} = lookedAt(results);
  const {found, known, told} = sums;
  if (found + known === 0) return `nothing found by ${looked}${rest}`;
  const twice = sightsWords(told, found + known);
  const what = known === 0 ? counted(found, 'finding') : `${counted(found, 'new finding')}, ${known} known`;
  return `${what}${twice}; ${lookedWords(results)}`;
}
