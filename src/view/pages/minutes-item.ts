// The minutes of the task on the page of budgets: they bound the whole session, whatever else does, and nobody can grant more.
import {isAcceptanceOpen} from '../../core/acceptance.ts';
import type {State} from '../../core/state.ts';
import {meterSpans, toneOf} from '../budget-rows.ts';
import {examinedMs, madeExaminations} from '../examined-time.ts';
import {clock, counted} from '../formats.ts';
import type {Live} from '../live.ts';
import type {Pen} from '../pen.ts';
import {elapsedMs} from '../session-status.ts';
import {type Row, span, spread, wrapRows} from '../spans.ts';
import type {PageItem} from './page.ts';

export const minutesKey = 'the minutes of the task';

export const noGrantOfMinutes =
  'The minutes stand in task.md (`minutes`): the session ends with them, and more of them can not be granted.';

export function minutesItems({state}: Live, cells: number, pen: Pen): readonly PageItem[] {
  if (state.requirement === undefined) return [];
  const {minutes, name} = state.requirement;
  const isBegun = !isAcceptanceOpen(state.acceptance);
  const used = isBegun ? elapsedMs(state, pen.nowMs) : 0;
  const limit = minutes * 60_000;
  const share = used / limit;
  const left = [...meterSpans({used, limit}, pen), span(`  ${name}`, 'strong'), span('  minutes of the task', 'dim')];
  const end = isBegun ? 'the session ends when they are over' : 'they begin when the acceptance is approved';
  const about = `${clock(used)} of ${minutes} min, pauses not counted; ${end}`;
  const indented = wrapRows(about, 'dim', cells - 8, pen.width).map((line) => [span(' '.repeat(8)), ...line]);
  return [
    {
      key: minutesKey,
      rows: [
        spread(left, [span(`${Math.floor(share * 100)} %`, toneOf(share))], cells, pen.width, pen.glyphs.ellipsis),
        ...indented,
        ...examinedRows(state, cells, pen),
        [],
      ],
    },
  ];
}

/** Minutes in which no model is asked. */
function examinedRows(state: State, cells: number, {width, nowMs}: Pen): readonly Row[] {
  const count = madeExaminations(state).length;
  if (count === 0) return [];
  const words = `${clock(examinedMs(state, nowMs))} of that in the checks of ${counted(count, 'tree')}: time, and no tokens`;
  return wrapRows(words, 'dim', cells - 8, width).map((line) => [span(' '.repeat(8)), ...line]);
}
