// How the kernel begins a complaint: reads one line by the tables in rules/. The lines that follow are open-report.ts.
import {parseFrame} from './frame.ts';
import type {Frame} from './report.ts';
import {checkerRules} from './rules/checkers.ts';
import {checkRules} from './rules/checks.ts';
import {endRules} from './rules/ends.ts';
import {lockRules} from './rules/locks.ts';
import type {Role, Rule} from './rules/rule.ts';
import {trapRules} from './rules/traps.ts';
import {waitRules} from './rules/waits.ts';
import {opens} from './starts.ts';

export interface Opening {
  readonly rule: Rule;
  readonly role: Role;
  readonly strength: 0 | 1 | 2 | 3;
  readonly groups: Readonly<Record<string, string>>;
  readonly line: string;
  /** A function that the line itself blames. */
  readonly named?: Frame;
  readonly task?: string;
  readonly cpu?: number;
  /** Set by `Kernel panic - not syncing: ...`. */
  readonly panicReason?: string;
}

/** In the order in which they are tried; the last two are for what anybody may print. */
export const rules: readonly Rule[] = [
  ...checkerRules,
  ...trapRules,
  ...checkRules,
  ...waitRules,
  ...lockRules,
  ...endRules,
];

/** Reads a line without printk's prefix; null when no report begins there. */
export function openingOf(line: string): Opening | null {
  // Lockdep framed its headings until 4.13.
  const text = line.startsWith('[ ') ? line.slice(2) : line.startsWith(' ') ? line.slice(1) : line;
  if (!opens.test(text)) return null;
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return fromMatch(rule, match, line);
  }
  return null;
}

function fromMatch(rule: Rule, match: RegExpExecArray, line: string): Opening {
  const groups = Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined));
  const named = groups['frame'] === undefined ? null : parseFrame(groups['frame']);
  return {
    rule,
    role: rule.role ?? 'complaint',
    strength: rule.strength ?? 2,
    groups,
    line,
    ...(named === null ? {} : {named}),
    ...(groups['task'] === undefined ? {} : {task: groups['task']}),
    ...(groups['cpu'] === undefined ? {} : {cpu: Number(groups['cpu'])}),
    ...(groups['reason'] === undefined ? {} : {panicReason: groups['reason'].trim()}),
  };
}
