// The crashes of the target, the newest first: what the console said, where in the source, and what came back from them.
import {crashesOf} from '../../core/crash-counts.ts';
import type {CrashRecord} from '../../core/target-state.ts';
import {crashDetails} from '../details-rows.ts';
import {sheetOf} from '../sheet.ts';
import type {Page} from './page.ts';

export const crashesPage: Page = {
  name: 'crashes',
  title: ({state}) => {
    const [all, kept] = [crashesOf(state), state.target.crashes.length];
    if (all === 0) return 'Crashes';
    return `Crashes: ${all}, ${kept < all ? `the newest ${kept} of them here` : 'the newest first'}`;
  },
  empty: 'The target has not crashed. When it does, its report, its stacks and what pstore kept are read here.',
  items: ({state}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    return state.target.crashes.toReversed().map((crash) => ({
      key: crashKey(crash),
      rows: [...crashDetails(state, crash, sheet).slice(1), []],
    }));
  },
};

/** Two crashes of one life differ by their times. */
export function crashKey({boot, atMs}: Pick<CrashRecord, 'boot' | 'atMs'>): string {
  return `${boot} ${atMs}`;
}
