// The charts of the views, drawn by blessed-contrib and handed on as rows of text.
import type {Charts} from '../src/view/charts.ts';
import type {Row, Span, Tone} from '../src/view/spans.ts';
import {areaMax, type Cell, drawnOffScreen, ownColour} from './off-screen.ts';

/** What a view needs for its charts. */
export const charts: Charts = {
  sparkline: (values, cells) => remembered('sparkline', [cells, ...values], () => sparkline(values, cells)),
  gaugeCells: (percent, cells) => remembered('gauge', [cells, percent], () => gaugeCells(percent, cells)),
  curve: (values, labels, cells, height) =>
    remembered('curve', [cells, height, ...labels, ...values], () => curve(values, labels, cells, height)),
  bars: (values, names, cells, height) =>
    remembered('bars', [cells, height, ...names, ...values], () => bars(values, names, cells, height)),
};

/** A frame asks for the same charts as the one before it, most of the time. */
function remembered<Drawn>(kind: string, of: readonly (number | string)[], draw: () => Drawn): Drawn {
  const key = `${kind} ${of.join()}`;
  const known = drawings.get(key);
  if (known !== undefined) return known as Drawn;
  if (drawings.size >= drawingsMax) drawings.clear();
  const drawn = draw();
  drawings.set(key, drawn);
  return drawn;
}

const drawings = new Map<string, unknown>();
const drawingsMax = 32;

const sparklineRow = 2;

function sparkline(values: readonly number[], wanted: number): string {
  const cells = Math.min(areaMax.cells - 2, Math.max(8, wanted));
  const shown = values.slice(-cells);
  const rows = drawnOffScreen('sparkline', {cells: cells + 2, height: 4}, {tags: true}, (widget) =>
    widget.setData(['values'], [shown]),
  );
  return textOf(rows[sparklineRow], shown.length).padStart(wanted);
}

/** Cells that a gauge keeps free at its sides. */
const gaugeMargin = 5;

function gaugeCells(percent: number, wanted: number): number {
  const cells = Math.min(areaMax.cells - gaugeMargin, Math.max(8, wanted));
  // At most 1 the gauge takes for a share, not for a percentage.
  const rows = drawnOffScreen('gauge', {cells: cells + gaugeMargin, height: 4}, {showLabel: false}, (widget) =>
    widget.setPercent(Math.min(100, Math.max(0, percent)) / 100),
  );
  const filled = (rows[2] ?? []).filter(([attributes]) => (attributes & 0x1ff) !== ownColour).length;
  // The rectangle is drawn with both its edges, one cell more than its width.
  return Math.min(wanted, Math.max(0, filled - 1));
}

function curve(values: readonly number[], labels: readonly string[], cells: number, height: number): readonly Row[] {
  const style = {line: 'cyan', text: 'white', baseline: 'white'};
  const options = {style, xLabelPadding: 3, xPadding: 5, showLegend: false, numYLabels: 4};
  // The widget keeps six cells and three rows of its area free.
  const area = {cells: Math.min(areaMax.cells, cells + 6), height: height + 3};
  const rows = drawnOffScreen('line', area, options, (widget) => widget.setData([{title: '', x: labels, y: values}]));
  return rows.slice(0, height).map((row) => rowOf(row.slice(0, cells)));
}

const barCells = 4;
const barStep = 7;

function bars(values: readonly number[], names: readonly string[], cells: number, height: number): readonly Row[] {
  const count = Math.max(1, Math.floor(cells / barStep));
  const options = {
    ...{barWidth: barCells, barSpacing: barStep, xOffset: 0, maxHeight: 0.001},
    ...{barBgColor: 'cyan', barFgColor: 'white', labelColor: 'white'},
  };
  // The widget leaves two of its rows empty below the names.
  const area = {cells: Math.min(areaMax.cells, cells + 2), height: height + 2};
  const rows = drawnOffScreen('bar', area, options, (widget) =>
    widget.setData({titles: names.slice(-count), data: values.slice(-count)}),
  );
  return rows.slice(0, height).map((row) => rowOf(row.slice(0, cells)));
}

/** Cells of one look become one span. */
function rowOf(cells: readonly Cell[]): Row {
  const spans: Span[] = [];
  for (const [attributes, character] of cells) {
    const tone = toneOf(attributes);
    const last = spans.at(-1);
    if (last?.tone === tone) spans[spans.length - 1] = {tone, text: last.text + character};
    else spans.push({tone, text: character});
  }
  return spans;
}

const cyan = 6;

/** The drawn in the accent, the words and axes dim; a bar is a reversed blank. */
function toneOf(attributes: number): Tone {
  if ((attributes & 0x1ff) !== ownColour) return 'bar';
  return ((attributes >> 9) & 0x1ff) === cyan ? 'accent' : 'dim';
}

function textOf(line: readonly Cell[] | undefined, count: number): string {
  return (line ?? [])
    .slice(0, count)
    .map(([, character]) => character)
    .join('');
}
