// Reports of a log that is still being written: each as soon as it is whole, or as nothing more came for a while. What is
// open and still without frames gets longer: for a stall the kernel itself waits for the other processors' backtraces.
import {type ConsoleFact, flushWatch, initialWatch, type Watched, watchConsole} from '../kernel/console-watch.ts';
import type {CrashReport} from '../kernel/report.ts';

export interface LiveReport {
  readonly report: CrashReport;
  /** It was told before; now it is known that a panic followed from it. */
  readonly again: boolean;
}

const silenceMs = 1000;
/** The kernel gives the processors 10 s to print where they are (nmi_trigger_cpumask_backtrace). */
const bareSilenceMs = 12_000;

/** In place of text: the log begins anew, and what came before it has no more to say. */
export const beginsAnew = Symbol('begins anew');

export type LogPiece = string | typeof beginsAnew;

export async function* liveReports(
  chunks: AsyncIterator<LogPiece>,
  silences: {readonly whole: number; readonly bare: number} = {whole: silenceMs, bare: bareSilenceMs},
): AsyncGenerator<LiveReport> {
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
    let came = await orSilence(next, silences.whole);
    if (came === 'silence' && flushWatch(watch).facts.some(isBare)) {
      came = await orSilence(next, silences.bare - silences.whole);
    }
    if (came === 'silence') {
      yield* take(flushWatch(watch));
      await next.catch(() => {});
      continue;
    }
    if (came.done === true) break;
    if (came.value === beginsAnew) {
      yield* take(watchConsole(watch, '\n'));
      yield* take(flushWatch(watch));
      watch = initialWatch;
      told.clear();
    } else {
      yield* take(watchConsole(watch, came.value));
    }
    next = chunks.next();
  }
  yield* take(watchConsole(watch, '\n'));
  yield* take(flushWatch(watch));
}

const toldMax = 64;

function isBare(fact: ConsoleFact): boolean {
  if (fact.kind !== 'report') return false;
  const {trace, stacks = []} = fact.report;
  return trace.length === 0 && stacks.every(({frames}) => frames.length === 0);
}

function orSilence<Value>(next: Promise<Value>, ms: number): Promise<Value | 'silence'> {
  let timer: NodeJS.Timeout;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(() => resolve('silence'), ms);
  });
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}
