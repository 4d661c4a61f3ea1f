// The log of the builds and of the runs on the target, the newest first: what the compiler said, and what the target did.
import type {Build, Run} from '../../core/entities.ts';
import {buildDetails, runDetails} from '../details-rows.ts';
import {counted} from '../formats.ts';
import {type Sheet, sheetOf} from '../sheet.ts';
import type {Row} from '../spans.ts';
import {outputOf} from '../trail.ts';
import type {Page, PageItem} from './page.ts';
import {toldRows} from './told-rows.ts';

export const buildsPage: Page = {
  name: 'builds and runs',
  title: ({state: {builds, runs}}) =>
    builds.length === 0
      ? 'Builds and runs'
      : `Builds and runs: ${counted(builds.length, 'build')}, ${counted(runs.length, 'run')}, the newest first`,
  empty: 'Nothing was built yet. The Executor builds what it writes, and what is built is run on the target.',
  items: ({state, trail}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    const builds = state.builds.map((build) => ({
      atMs: build.startedAtMs,
      item: buildItem(build, toldRows(outputOf(trail, {build: build.id}), cells, pen), sheet),
    }));
    const runs = state.runs.map((run) => ({atMs: run.startedAtMs, item: runItem(run, sheet)}));
    return [...builds, ...runs].toSorted((one, other) => other.atMs - one.atMs).map(({item}) => item);
  },
};

/** Of the compiler's complaints all that the Executor was told, where that is still at hand. */
function buildItem(build: Build, told: readonly Row[], sheet: Sheet): PageItem {
  const head = buildDetails(build, sheet);
  const isTold = told.length > 0 && build.diagnostics.length > 0;
  return {
    key: build.id,
    rows: [
      ...(isTold ? [...head.slice(0, 1), ...told] : head),
      ...sheet.item('tree', build.tree ?? 'not taken yet', 'dim'),
      [],
    ],
  };
}

function runItem(run: Run, sheet: Sheet): PageItem {
  const {capture} = run;
  const place = capture === undefined ? '' : `bytes ${capture.fromByte} to ${capture.toByte} of the capture`;
  return {
    key: run.id,
    rows: [
      ...runDetails(run, sheet),
      ...run.reports.flatMap(({title}) => sheet.item('report', title, 'bad')),
      ...sheet.item('console', place, 'dim'),
      [],
    ],
  };
}
