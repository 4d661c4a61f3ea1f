// The log of the builds, the newest first: how each ended, and what the compiler said.
import {buildDetails} from '../details-rows.ts';
import {sheetOf} from '../sheet.ts';
import type {Page} from './page.ts';

export const buildsPage: Page = {
  name: 'builds',
  title: ({state}) => (state.builds.length === 0 ? 'Builds' : `Builds: ${state.builds.length}, the newest first`),
  empty: 'Nothing was built yet. The Executor builds what it writes.',
  items: ({state}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    return state.builds.toReversed().map((build) => ({
      key: build.id,
      rows: [...buildDetails(build, sheet), ...sheet.item('tree', build.tree ?? 'not taken yet', 'dim'), []],
    }));
  },
};
