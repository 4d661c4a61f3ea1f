// What the tries of letting one call fail came to: pure, from what the program on the target printed (guest/nth.c) and what the console said.
import {failedWay, findInjected, type InjectedFailure} from '../../../kernel/injected.ts';
import type {CrashReport} from '../../../kernel/report.ts';

/** `WAY.NUMBER`: the way that was gone, and which of its calls failed. */
export type TryName = string;

/** Numbers of errors are those of errno(3), 0 where it went well. */
export interface Try {
  readonly name: TryName;
  /** `left`: nothing was let fail, there are no more calls; `died`: it did not come back by itself. */
  readonly end: 'spent' | 'left' | 'died';
  readonly load?: number;
  readonly unload?: number;
  /** Loading once more, without a failure. */
  readonly again?: number;
}

const tryLine = /^(\d{1,3}\.\d{1,6}) (spent|left|died)(?: load (\d+) unload (\d+) again (\d+)| \d+)?$/gm;

export function parseTries(output: string): readonly Try[] {
  return [...output.matchAll(tryLine)].map(([, name = '', end, load, unload, again]) => ({
    ...{name, end: end as Try['end']},
    ...(load === undefined ? {} : {load: Number(load), unload: Number(unload), again: Number(again)}),
  }));
}

/** Null for a task that is none of a try; `again`, which loads without a failure, is none. */
export function tryOfTask(task: string): TryName | null {
  return /(?:^|\W)nth-(\d{1,3}\.\d{1,6})(?:\W|$)/.exec(task)?.[1] ?? null;
}

/** Calls that failed on a way through the module's own code; of several in tries of one name the last is the try's, those before it the search's. */
export function ownFailures(console: string, module: string): ReadonlyMap<TryName, readonly InjectedFailure[]> {
  const own = new Map<TryName, InjectedFailure[]>();
  for (const failure of findInjected(console)) {
    const name = tryOfTask(failure.task);
    if (name !== null && failedWay(failure).some((frame) => frame.module === module)) {
      own.set(name, [...(own.get(name) ?? []), failure]);
    }
  }
  return own;
}

/** The newest try that was begun on a line of the console or before it. */
export function tryAtLine(console: string, line = Number.POSITIVE_INFINITY): TryName | null {
  let found: TryName | null = null;
  for (const [at, text] of console.split('\n').entries()) {
    if (at >= line) break;
    found = /quarterdeck: try (\d{1,3}\.\d{1,6})\s*$/.exec(text)?.[1] ?? found;
  }
  return found;
}

/** The try that a report belongs to: the one that its task is named after, else the one that was under way. */
export function tryOfReport(report: CrashReport, console: string): TryName | null {
  return tryOfTask(report.task ?? '') ?? tryAtLine(console, report.startLine);
}

/** By the way, then by the number: the order in which they were tried. */
export function inTryOrder(names: Iterable<TryName>): readonly TryName[] {
  const key = (name: TryName): number => {
    const [way, n] = name.split('.').map(Number);
    return (way ?? 0) * 1_000_000 + (n ?? 0);
  };
  return [...new Set(names)].sort((one, other) => key(one) - key(other));
}

export function wayOfTry(name: TryName): number {
  return Number(name.split('.')[0]);
}

/** Of one way, in order. */
export function numbersOf(way: number, names: Iterable<TryName>): readonly number[] {
  return inTryOrder(names).flatMap((name) => (name.startsWith(`${way}.`) ? [Number(name.split('.')[1])] : []));
}

/** Numbers from the first up to the greatest, without those of the way that are passed over. */
export function rangesWithout(
  way: number,
  passed: ReadonlySet<TryName>,
  first: number,
  most: number,
): readonly {readonly way: number; readonly from: number; readonly to: number}[] {
  const stops = numbersOf(way, passed);
  const ranges: {way: number; from: number; to: number}[] = [];
  let from = first;
  for (const stop of [...stops, most + 1]) {
    if (stop > from) ranges.push({way, from, to: stop - 1});
    from = Math.max(from, stop + 1);
  }
  return ranges;
}
