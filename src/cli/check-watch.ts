// A check on every save. While the next save is waited for, a crash that is gone is looked for once more on the build that had it, and the
// next clean target is prepared, so that the next verdict comes at once.
import {rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Mended} from '../core/mended.ts';
import type {BuiltModule} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {reproductionLine} from '../view/call-result.ts';
import {checkOnce} from './check-once.ts';
import type {CheckPlace} from './check-place.ts';
import {openSaves} from './check-saves.ts';
import type {CheckScreen} from './check-screen.ts';
import type {Checked} from './check-verdict.ts';

export interface WatchOptions {
  readonly boot: boolean;
  readonly signal: AbortSignal;
}

/** Resolves when the signal says so. */
export async function checkOnSaves(place: CheckPlace, screen: CheckScreen, options: WatchOptions): Promise<void> {
  const {signal} = options;
  const saves = await openSaves([place.source, place.taskFolder], signal);
  let crash: Mended | null = null;
  try {
    while (!signal.aborted) {
      saves.forget();
      const checked = await checkOnce(place, options);
      if (signal.aborted) break;
      screen.verdict(checked);
      const old: Mended | null = crash;
      crash = crashOf(checked) ?? old;
      const idle = saves.signal();
      if (old !== null && isGone(old, checked)) {
        const {words, isSettled} = await seenAgain(place, screen, old, idle);
        if (words !== null) screen.note(words);
        if (isSettled) crash = null;
      }
      await forgetBuilds([checked.built, old], crash);
      await place.capture.forget().catch(() => {});
      void prepareNext(place, screen, options, idle);
      const names = await saves.next();
      if (names !== null) screen.doing(`saved: ${names.join(', ')}`);
    }
  } finally {
    await saves.close();
  }
}

function crashOf({verdict, reason, reports, built}: Checked): Mended | null {
  if (built === undefined || (verdict !== 'oopsed' && verdict !== 'panicked' && verdict !== 'hung')) return null;
  return {...built, acceptance: 'accept', how: verdict, title: reports[0]?.title ?? reason};
}

function isGone(crash: Mended, {verdict, built}: Checked): boolean {
  const isAnother = built !== undefined && built.elfBuildId !== crash.elfBuildId;
  return isAnother && (verdict === 'accepted' || verdict === 'not-accepted');
}

interface SeenAgain {
  readonly words: string | null;
  /** Else it is tried again after the next verdict: a save came first, or the task can't be read just now. */
  readonly isSettled: boolean;
}

async function seenAgain(place: CheckPlace, screen: CheckScreen, crash: Mended, idle: AbortSignal): Promise<SeenAgain> {
  screen.doing('the crash before it is gone; looking whether the old build still shows it');
  try {
    const {runner} = await place.task();
    const reproduction = await runner.reproduce(crash, idle);
    if (idle.aborted) return {words: null, isSettled: false};
    return {words: reproductionLine(reproduction), isSettled: true};
  } catch (error) {
    return {words: `the crash before it was not looked for again: ${messageOf(error)}`, isSettled: false};
  }
}

async function prepareNext(
  place: CheckPlace,
  screen: CheckScreen,
  {boot}: WatchOptions,
  idle: AbortSignal,
): Promise<void> {
  screen.doing('waiting for a save; the next clean target is being prepared');
  const ready = await place.target.clean(boot ? 'booted' : 'saved').catch(() => null);
  if (ready?.kind === 'up' && !idle.aborted) screen.doing('waiting for a save; the target is ready');
}

/** What is not to be run again takes no room. */
async function forgetBuilds(builds: readonly (BuiltModule | null | undefined)[], crash: Mended | null): Promise<void> {
  for (const build of builds) {
    if (!build || build.koPath === crash?.koPath) continue;
    await rm(dirname(build.koPath), {recursive: true, force: true});
  }
}
