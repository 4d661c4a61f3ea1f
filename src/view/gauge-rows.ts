// The gauges of a wide screen: what comes in over the last minutes, and how much of the task's time is spent. Whoever can draw
// the charts hands in how; without that the newest values stand there alone.
import {bytes, clock, tokens} from './formats.ts';
import type {Live} from './live.ts';
import {metersAt, spanMs} from './meters.ts';
import type {Pen} from './pen.ts';
import {elapsedMs} from './session-status.ts';
import {type Row, row, span, spread} from './spans.ts';

export function gaugeRows({state, meters}: Live, cells: number, pen: Pen): readonly Row[] {
  const {charts} = pen;
  const {consoleBytes, tokens: counts} = metersAt(meters, pen.nowMs);
  const series = (title: string, values: readonly number[], shown: (value: number) => string): readonly Row[] => {
    const newest = shown(((values.at(-1) ?? 0) * 60_000) / spanMs);
    const caption = spread([span(title, 'dim')], [span(newest)], cells, pen.width);
    return charts ? [caption, row(charts.sparkline(values, cells), 'accent'), []] : [caption, []];
  };
  return [
    ...series('console a minute', consoleBytes, bytes),
    ...series('tokens a minute', counts, tokens),
    ...timeRows(state.requirement?.minutes ?? 0, elapsedMs(state, pen.nowMs), cells, pen),
  ];
}

function timeRows(minutes: number, elapsed: number, cells: number, pen: Pen): readonly Row[] {
  const {charts} = pen;
  const percent = minutes === 0 ? 0 : Math.min(100, Math.round(elapsed / (minutes * 600)));
  const caption = spread(
    [span(`${clock(elapsed)} of ${minutes} min`, 'dim')],
    [span(`${percent} %`)],
    cells,
    pen.width,
  );
  if (charts === undefined) return [caption];
  const filled = charts.gaugeCells(percent, cells);
  const rest = pen.glyphs.dot.repeat(cells - filled);
  return [caption, [span(' '.repeat(filled), percent > 90 ? 'ask' : 'done'), span(rest, 'dim')]];
}
