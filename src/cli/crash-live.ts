// Reports of a log that is still being written: each as soon as it is whole, or as nothing more came for a while.
import {flushWatch, initialWatch, type Watched, watchConsole} from '../kernel/console-watch.ts';
import type {CrashReport} from '../kernel/report.ts';

export interface LiveReport {
  readonly report: CrashReport;
  /** It was told before; now it is known that a panic followed from it. */
  readonly again: boolean;
}

const silenceMs = 1000;

export async function* liveReports(chunks: AsyncIterator<string>): AsyncGenerator<LiveReport> {
  let watch = initialWatch;
  const told = new Set<number>();
  const take = (watched: Watched): readonly LiveReport[] => {
    watch = watched.watch;
    return watched.facts.flatMap((fact): readonly LiveReport[] => {
      if (fact.kind !== 'report' && fact.kind !== 'panic') return [];
      const again = told.has(fact.report.startLine);
      told.add(fact.report.startLine);
      if (told.size > toldMax) told.delete(Math.min(...told));
      return [{report: fact.report, again}];
    });
  };
  let next = chunks.next();
  for (;;) {
    const came = await orSilence(next);
    if (came === 'silence') {
      yield* take(flushWatch(watch));
      await next.catch(() => {});
      continue;
    }
    if (came.done === true) break;
    yield* take(watchConsole(watch, came.value));
    next = chunks.next();
  }
  yield* take(watchConsole(watch, '\n'));
  yield* take(flushWatch(watch));
}

const toldMax = 64;

function orSilence<Value>(next: Promise<Value>): Promise<Value | 'silence'> {
  let timer: NodeJS.Timeout;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(() => resolve('silence'), silenceMs);
  });
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}
