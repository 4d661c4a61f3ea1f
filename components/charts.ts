// Small charts as text: blessed-contrib draws them on a screen that is no terminal, and the cells are read back. It is loaded
// at the first chart, which costs some tenths of a second that a screen without charts does not pay.
import {createRequire} from 'node:module';
import {PassThrough} from 'node:stream';
import type {Charts} from '../src/view/gauge-rows.ts';

/** What a view needs for its charts. */
export const charts: Charts = {
  sparkline: (values, cells) =>
    remembered(`${cells} ${values.join()}`, () => {
      const {screen, sparkline} = widgetsOf(cells);
      const shown = values.slice(-cells);
      sparkline.setData(['values'], [shown]);
      screen.render();
      return textOf(screen.lines[sparklineRow], shown.length).padStart(cells);
    }),
  gaugeCells: (percent, cells) =>
    remembered(`${cells} ${percent} %`, () => {
      const {screen, gauge} = widgetsOf(cells);
      // At most 1 the gauge takes for a share, not for a percentage.
      gauge.setPercent(Math.min(100, Math.max(0, percent)) / 100);
      screen.render();
      const drawn = screen.lines[gaugeTop + 2] ?? [];
      const filled = drawn.filter(([attributes]) => (attributes & 0x1ff) !== defaultColour).length;
      // The rectangle is drawn with both its edges, one cell more than its width.
      return Math.min(cells, Math.max(0, filled - 1));
    }),
};

/** A frame asks for the same charts as the one before it, most of the time. */
function remembered<Drawn extends string | number>(key: string, draw: () => Drawn): Drawn {
  const known = drawings.get(key);
  if (known !== undefined) return known as Drawn;
  if (drawings.size >= drawingsMax) drawings.clear();
  const drawn = draw();
  drawings.set(key, drawn);
  return drawn;
}

const drawings = new Map<string, string | number>();
const drawingsMax = 16;

type Cell = readonly [attributes: number, character: string];

interface Widget {
  detach(): void;
}

interface OffScreen {
  readonly lines: readonly (readonly Cell[])[];
  append(widget: Widget): void;
  render(): void;
}

interface Sparkline extends Widget {
  setData(titles: readonly string[], values: readonly (readonly number[])[]): void;
}

interface Gauge extends Widget {
  setPercent(share: number): void;
}

interface Widgets {
  readonly cells: number;
  readonly screen: OffScreen;
  readonly sparkline: Sparkline;
  readonly gauge: Gauge;
}

type Create<Made> = (options: Readonly<Record<string, unknown>>) => Made;

interface Blessed {
  readonly screen: Create<OffScreen>;
  readonly Screen: SignalOwner;
  readonly Program: SignalOwner;
}

/** What blessed keeps of the process's signals; see `disown`. */
interface SignalOwner {
  _bound?: boolean;
  _exitHandler?: () => void;
  _exceptionHandler?: () => void;
  _sigtermHandler?: () => void;
  _sigintHandler?: () => void;
  _sigquitHandler?: () => void;
}

const sparklineRow = 2;
const gaugeTop = 4;
const gaugeRows = 4;
/** Cells that a gauge keeps free at its sides. */
const gaugeMargin = 5;
const defaultColour = 0x1ff;
const cellsMax = 240;

const require = createRequire(import.meta.url);
let screen: OffScreen | null = null;
let widgets: Widgets | null = null;

function widgetsOf(wanted: number): Widgets {
  const cells = Math.min(cellsMax, Math.max(8, wanted));
  if (widgets?.cells === cells) return widgets;
  widgets?.sparkline.detach();
  widgets?.gauge.detach();
  screen ??= openScreen();
  // Only the two widgets: the package as a whole brings maps and a Markdown renderer along.
  const createSparkline: Create<Sparkline> = require('blessed-contrib/lib/widget/sparkline.js');
  const createGauge: Create<Gauge> = require('blessed-contrib/lib/widget/gauge.js');
  const made = {
    cells,
    screen,
    sparkline: createSparkline({top: 0, left: 0, width: cells + 2, height: gaugeTop, tags: true}),
    gauge: createGauge({top: gaugeTop, left: 0, width: cells + gaugeMargin, height: gaugeRows, showLabel: false}),
  };
  screen.append(made.sparkline);
  screen.append(made.gauge);
  widgets = made;
  return made;
}

function openScreen(): OffScreen {
  const blessed: Blessed = require('blessed');
  disown(blessed.Screen);
  disown(blessed.Program);
  const size = {columns: cellsMax + gaugeMargin, rows: gaugeTop + gaugeRows};
  const input = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => {}});
  const output = Object.assign(new PassThrough(), {isTTY: true, ...size});
  output.resume();
  return blessed.screen({
    input,
    output,
    terminal: 'xterm-256color',
    forceUnicode: true,
    fullUnicode: true,
    warnings: false,
  });
}

/** Keeps blessed from taking the process's signals and exit: with Ink's listeners beside its own, neither would heed them. */
function disown(owner: SignalOwner): void {
  const nothing = (): void => {};
  owner._bound = true;
  owner._exitHandler = nothing;
  owner._exceptionHandler = nothing;
  owner._sigtermHandler = nothing;
  owner._sigintHandler = nothing;
  owner._sigquitHandler = nothing;
}

function textOf(line: readonly Cell[] | undefined, count: number): string {
  return (line ?? [])
    .slice(0, count)
    .map(([, character]) => character)
    .join('');
}
