// What lockdep tells of locks beside its traces: who holds what, the cycle, and the drawing of how it deadlocks.
import type {LockFacts} from './report.ts';

const linesMax = 48;

/** Null when the lines tell of none. */
export function lockFactsOf(lines: readonly string[]): LockFacts | null {
  const held = lines.filter((text) => /^ *#\d+: /.test(text)).map(tidy);
  const chain = chainOf(lines);
  const scenario = scenarioOf(lines);
  if (held.length + chain.length + scenario.length === 0) return null;
  return {held: held.slice(0, linesMax), chain: chain.slice(0, linesMax), scenario};
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** The kernel sums it up below `Chain exists of:`; else the headings of the traces name the locks, the last one first. */
function chainOf(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((text) => text.includes('Chain exists of:'));
  const summed = at === -1 ? '' : (lines[at + 1] ?? '');
  if (summed.includes('-->')) return summed.split('-->').map(tidy);
  const links = lines.flatMap((text) => /^-> #\d+ \((.*)\)\{[^}]*\}/.exec(text)?.[1] ?? []);
  return links.toReversed();
}

function scenarioOf(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((text) => text.includes('unsafe locking scenario'));
  if (from === -1) return [];
  const to = lines.findIndex((text, at) => at > from && text.includes('*** DEADLOCK ***'));
  return lines
    .slice(from + 1, to === -1 ? from + linesMax : to + 1)
    .map((text) => text.trimEnd())
    .filter((text) => text !== '');
}
