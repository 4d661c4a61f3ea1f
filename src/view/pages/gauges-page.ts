// The session in figures and curves: money and tokens by role, builds and how long they took, boots and crashes, review rounds, the
// console's rate.
import {crashesOf} from '../../core/crash-counts.ts';
import {roleNames, roles} from '../../core/roles.ts';
import type {State} from '../../core/state.ts';
import {bytes, clock, counted, money, tokens} from '../formats.ts';
import type {History} from '../history.ts';
import type {Live} from '../live.ts';
import {metersAt, spanMs} from '../meters.ts';
import type {Pen} from '../pen.ts';
import {cutRow, type Row, row, span, spread} from '../spans.ts';
import type {Page} from './page.ts';

export const gaugesPage: Page = {
  name: 'gauges',
  title: ({state}) =>
    `Gauges: ${money(costOf(state))}, ${counted(state.counts.builds, 'build')}, ${counted(crashesOf(state), 'crash', 'crashes')}`,
  empty: '',
  items: (live, cells, pen) => {
    const rows = [
      ...moneyRows(live, cells, pen),
      ...roleRows(live, cells, pen),
      ...buildRows(live.state, cells, pen),
      ...targetRows(live, cells, pen),
      ...reviewRows(live.state, cells, pen),
      ...consoleRows(live, cells, pen),
    ];
    return [{key: null, rows}];
  },
};

const curveRows = 8;
const barRows = 8;
/** A name of a role, and what stands beside its curve. */
const nameCells = 11;

function moneyRows({state, history}: Live, cells: number, pen: Pen): readonly Row[] {
  const caption = spread([span('Money', 'strong')], [span(money(costOf(state)))], cells, pen.width);
  const {charts} = pen;
  if (charts === undefined || history.spans.length < 2) return [caption, []];
  let sum = 0;
  const values = history.spans.map(({costMicrodollars}) => {
    sum += costMicrodollars;
    return sum / 1_000_000;
  });
  if (sum === 0) return [caption, row('Nothing was paid for.', 'dim'), []];
  return [caption, ...charts.curve(values, timesOf(history, state), cells, curveRows), []];
}

const timesOf = ({sinceMs, spanMs: each, spans}: History, {startedAtMs}: State): readonly string[] =>
  spans.map((_, index) => clock(sinceMs - startedAtMs + index * each));

/** A row a role: what it has used, and when. */
function roleRows({state, history}: Live, cells: number, pen: Pen): readonly Row[] {
  const shown = roles.filter((role) => state.agents[role].answers > 0 || role !== 'verifier');
  const rows = shown.map((role) => {
    const {usage, answers} = state.agents[role];
    const mark = usage.estimated ? '~' : '';
    const cached = usage.inputTokens === 0 ? 0 : Math.round((100 * usage.cachedTokens) / usage.inputTokens);
    const words = `${counted(answers, 'answer')}, ${mark}${tokens(usage.inputTokens)} in (${cached} % cached), ${mark}${tokens(usage.outputTokens)} out, ${mark}${money(usage.costMicrodollars)}`;
    return curveRow(
      roleNames[role],
      words,
      history.spans.map((each) => each.tokens[role] ?? 0),
      cells,
      pen,
    );
  });
  return [row('Tokens by role', 'strong'), ...rows, []];
}

function buildRows({builds}: State, cells: number, pen: Pen): readonly Row[] {
  const ended = builds.filter(({durationMs}) => durationMs !== undefined);
  const failed = ended.filter(({result}) => result?.kind !== 'built').length;
  const caption = spread(
    [span('Builds, seconds each', 'strong')],
    [span(`${counted(ended.length, 'build')}, ${failed} failed`)],
    cells,
    pen.width,
  );
  if (pen.charts === undefined || ended.length === 0) return [caption, []];
  const values = ended.map(({durationMs = 0}) => Math.round(durationMs / 100) / 10);
  return [
    caption,
    ...pen.charts.bars(
      values,
      ended.map(({id}) => id),
      cells,
      barRows,
    ),
    [],
  ];
}

function targetRows({state, history}: Live, cells: number, pen: Pen): readonly Row[] {
  const {boots, restores} = state.target;
  const {oopses, panics, hangs} = state.counts;
  return [
    row('Boots and crashes', 'strong'),
    curveRow(
      'boots',
      `${counted(boots + restores, 'boot')}, ${restores} of them from the save`,
      history.spans.map((each) => each.boots),
      cells,
      pen,
    ),
    curveRow(
      'crashes',
      `${counted(oopses, 'oops', 'oopses')}, ${counted(panics, 'panic')}, ${counted(hangs, 'hang')}`,
      history.spans.map((each) => each.crashes),
      cells,
      pen,
    ),
    [],
  ];
}

function reviewRows({tasks}: State, cells: number, pen: Pen): readonly Row[] {
  const rounds = tasks.map(({id, reviewRounds, stage}): Row => {
    const bar = pen.glyphs.back.repeat(reviewRounds);
    return cutRow(
      [
        span(id.padEnd(nameCells), 'dim'),
        span(`${reviewRounds} sent back`),
        span(`  ${bar}`, 'warn'),
        span(`  ${stage}`, 'dim'),
      ],
      cells,
      pen.width,
    );
  });
  return [row('Review rounds', 'strong'), ...(rounds.length === 0 ? [row('No tasks yet.', 'dim')] : rounds), []];
}

function consoleRows({meters}: Live, cells: number, pen: Pen): readonly Row[] {
  const {consoleBytes} = metersAt(meters, pen.nowMs);
  const newest = ((consoleBytes.at(-1) ?? 0) * 1_000) / spanMs;
  return [
    row('Console, the last minutes', 'strong'),
    curveRow('rate', `${bytes(Math.round(newest))} a second now`, consoleBytes, cells, pen),
  ];
}

/** A name, its figures, and beside them how it went, where there is room for that. */
function curveRow(name: string, words: string, values: readonly number[], cells: number, pen: Pen): Row {
  const room = cells - nameCells - pen.width(words) - 2;
  const curve = pen.charts === undefined || room < 8 ? '' : pen.charts.sparkline(values, room);
  const spans = [span(name.padEnd(nameCells), 'dim'), span(words), span(`  ${curve}`, 'accent')];
  return cutRow(spans, cells, pen.width, pen.glyphs.ellipsis);
}

function costOf({agents}: State): number {
  return roles.reduce((sum, role) => sum + agents[role].usage.costMicrodollars, 0);
}
