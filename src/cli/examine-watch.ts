// An examination on every save. A save in the middle of one ends it, since its sources are of the past; what was found is held against the
// last one that came to its end.
import type {CheckResult, ExamineRequest} from '../core/examination.ts';
import type {Found} from '../core/join-findings.ts';
import type {Examiner} from '../ports.ts';
import {openSaves} from './check-saves.ts';
import {hearResults, type Interruption} from './examine-interrupted.ts';
import {type KnownFinding, withoutKnown} from './examine-known.ts';
import {type ExamineNews, newsOf, standingIn} from './examine-news.ts';
import {countOf, resultRow} from './examine-rows.ts';
import {CommandFault} from './say.ts';

export interface WatchedPlace {
  /** What the person writes in. */
  readonly folder: string;
  readonly examiner: Examiner;
  /** A snapshot of the folder as it is now; throws a CommandFault where that is none of a module. */
  request(): Promise<ExamineRequest>;
}

export interface Examination {
  readonly module: string;
  readonly results: readonly CheckResult[];
  readonly news: ExamineNews;
  /** How many were left out of the news, as known from the beginning. */
  readonly known: number;
  /** How many findings the rows of the checks spoke of; what several saw is one of `results`. */
  readonly told: number;
  /** Null where it came to its end. */
  readonly interrupted: Interruption | null;
}

export interface ExamineScreen {
  doing(words: string): void;
  news(examination: Examination): void;
  /** Why it could not be examined. */
  fault(words: string): void;
}

export interface WatchOptions {
  readonly known: readonly KnownFinding[];
  readonly signal: AbortSignal;
}

/** Resolves when the signal says so, with what had been found by then. */
export async function examineOnSaves(place: WatchedPlace, screen: ExamineScreen, options: WatchOptions): Promise<void> {
  const {signal} = options;
  const saves = await openSaves([place.folder], signal);
  let before: readonly Found[] = [];
  try {
    while (!signal.aborted) {
      saves.forget();
      const ended = await examined(place, screen, {person: signal, save: saves.signal()});
      if (ended !== null) {
        const parted = withoutKnown(ended.results, options.known);
        const news = newsOf(before, parted.results);
        before = standingIn(news);
        screen.news({...ended, news, known: parted.known.length});
      }
      if (!saves.signal().aborted) screen.doing('waiting for a save');
      const names = await saves.next();
      if (names !== null) screen.doing(`saved: ${names.join(', ')}`);
    }
  } finally {
    await saves.close();
  }
}

/** Null where a save ended it. */
async function examined(
  {examiner, request}: WatchedPlace,
  screen: ExamineScreen,
  ends: {readonly person: AbortSignal; readonly save: AbortSignal},
): Promise<Omit<Examination, 'news' | 'known'> | null> {
  const heard = hearResults(ends.person, (result) => {
    if (!ends.person.aborted) screen.doing(resultRow(result));
  });
  try {
    const asked = await request();
    screen.doing(`examining ${asked.module}: ${asked.checks.join(', ')}`);
    const results = await examiner.examine(asked, heard.tell, AbortSignal.any([ends.person, ends.save]));
    // The person, not a save: those sources are still what was written.
    const interrupted = heard.interruption();
    if (ends.save.aborted && interrupted === null) return null;
    return {module: asked.module, results, told: countOf(heard.told), interrupted};
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    screen.fault(error.message);
    return null;
  }
}
