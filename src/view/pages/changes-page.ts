// What changed in the files, the newest first: by the Executor, and by the person with an editor of their own.
import type {Activity, State} from '../../core/state.ts';
import {diffCounts, diffRows} from '../diff-rows.ts';
import {clock} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {type Row, span, spread} from '../spans.ts';
import type {Page, PageItem} from './page.ts';

interface Changed {
  readonly key: string;
  readonly atMs: number;
  readonly who: string;
  readonly diff: string;
}

export const changesPage: Page = {
  name: 'changes',
  title: () => 'Changes of the files, the newest first',
  empty: 'Nothing was changed yet. What the Executor writes and what you change in its folder stand here line by line.',
  items: ({state}, cells, pen) => changesOf(state).map((change) => itemOf(state, change, cells, pen)),
};

function changesOf({agents}: State): readonly Changed[] {
  return agents.executor.activity.flatMap((line, index) => changeOf(line, index) ?? []).toReversed();
}

function changeOf(line: Activity, index: number): Changed | null {
  if (line.kind === 'edit') {
    const what = line.diff === '' ? `${line.path}, ${line.change}; it is no text` : line.diff;
    return {key: `edit ${line.atMs} ${index}`, atMs: line.atMs, who: `you ${line.change}`, diff: what};
  }
  if (line.kind !== 'result' || line.diff === undefined) return null;
  return {key: line.call, atMs: line.atMs, who: 'the Executor', diff: line.diff};
}

function itemOf({startedAtMs}: State, {key, atMs, who, diff}: Changed, cells: number, {width, glyphs}: Pen): PageItem {
  const head: Row = [
    span(`${clock(atMs - startedAtMs)}  `, 'dim'),
    span(who, who.startsWith('you') ? 'accent' : 'strong'),
  ];
  return {
    key,
    rows: [
      spread(head, [span(diffCounts(diff), 'dim')], cells, width, glyphs.ellipsis),
      ...diffRows(diff, cells, width),
      [],
    ],
  };
}
