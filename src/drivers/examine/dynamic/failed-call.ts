// A call that was let fail, in words: which of the module's it is, what it was, and where in the source.
import {firstOwnPlace, placeText, type SourcePlace} from '../../../core/crash-source.ts';
import {failedWay, type InjectedFailure} from '../../../kernel/injected.ts';
import type {LeakedObject} from '../../../kernel/kmemleak.ts';
import {openSymbols} from '../../symbols/open-symbols.ts';
import {sysfsName} from '../../target/run-scripts.ts';
import type {Examined} from './findings.ts';
import {inTryOrder, type TryName, tryOfTask} from './tries.ts';

export interface FailedCall {
  /** Counted from 1, over all ways, of those on a way through the module. */
  readonly number: number;
  readonly failure: InjectedFailure;
  readonly site?: SourcePlace;
  /** What had failed while the first call was searched for, in tries that had the same name. */
  readonly before?: readonly Omit<FailedCall, 'before'>[];
}

/** The one of the try that the object was lost in: numbers vary a little, so tries of one name may have let different calls fail. */
export function callOfObject(
  {task, pid}: Pick<LeakedObject, 'task' | 'pid'>,
  calls: ReadonlyMap<TryName, FailedCall>,
): FailedCall | undefined {
  const call = calls.get(tryOfTask(task) ?? '');
  return call?.before?.find(({failure}) => pid !== undefined && failure.pid === pid) ?? call;
}

export async function failedCalls(
  own: ReadonlyMap<TryName, readonly InjectedFailure[]>,
  {module, koPath, sourceFolder}: Examined,
): Promise<ReadonlyMap<TryName, FailedCall>> {
  const symbols = await openSymbols({kos: [koPath], sourceFolder});
  try {
    const calls = new Map<TryName, FailedCall>();
    for (const [at, name] of inTryOrder(own.keys()).entries()) {
      const failed: FailedCall[] = [];
      for (const failure of own.get(name) ?? []) {
        const frames = failedWay(failure).filter((frame) => frame.module === sysfsName(module));
        const site = firstOwnPlace(await symbols.locate(frames.map((frame) => ({frame, kind: 'return'}))));
        failed.push({number: at + 1, failure, ...(site === undefined ? {} : {site})});
      }
      const last = failed.at(-1);
      if (last !== undefined) calls.set(name, failed.length === 1 ? last : {...last, before: failed.slice(0, -1)});
    }
    return calls;
  } finally {
    await symbols.close();
  }
}

const abilities: Readonly<Record<string, string>> = {
  failslab: 'allocation',
  fail_page_alloc: 'allocation of pages',
  fail_usercopy: 'copy from or to user space',
};

/** `call 3, an allocation in ring_new at ring.c:31` */
export function callWords({number, failure, site}: FailedCall): string {
  const what = abilities[failure.ability] ?? failure.ability;
  const article = /^[aeiou]/.test(what) ? 'an' : 'a';
  const where = site === undefined ? '' : ` in ${site.function} at ${placeText(site)}`;
  return `call ${number}, ${article} ${what}${where}`;
}

/** How many of which kind: `9 allocations and 2 copies ...`. */
export function countWords(failures: Iterable<InjectedFailure>): string {
  const counts = new Map<string, number>();
  for (const {ability} of failures) counts.set(ability, (counts.get(ability) ?? 0) + 1);
  const said = [...counts].map(([ability, count]) => {
    const what = abilities[ability] ?? ability;
    if (count === 1) return `1 ${what}`;
    return `${count} ${what.replace(/^(allocation|copy)/, (word) => (word === 'copy' ? 'copies' : `${word}s`))}`;
  });
  return said.length === 0 ? 'no call of the module that can fail' : said.join(', ');
}

/** The way to the failure, as evidence. */
export function wayLines({failure}: FailedCall): readonly string[] {
  return [
    `let fail (${failure.ability}):`,
    ...failedWay(failure).map(
      (frame) =>
        `    ${frame.symbol}+0x${frame.offset.toString(16)}/0x${frame.size.toString(16)}${frame.module === undefined ? '' : ` [${frame.module}]`}`,
    ),
  ];
}
