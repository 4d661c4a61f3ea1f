// The one door to blessed and blessed-contrib: widgets are drawn on a screen that is no terminal, and its cells are read back. It is loaded
// at the first chart, which costs some tenths of a second that a screen without charts does not pay.
import {createRequire} from 'node:module';
import {PassThrough} from 'node:stream';

/** `attributes`: flags << 18 | foreground << 9 | background; 0x1ff is the terminal's own colour. */
export type Cell = readonly [attributes: number, character: string];

export const ownColour = 0x1ff;

interface Widget {
  detach(): void;
}

export interface Sparkline extends Widget {
  setData(titles: readonly string[], values: readonly (readonly number[])[]): void;
}

export interface Gauge extends Widget {
  setPercent(share: number): void;
}

export interface Curve extends Widget {
  setData(
    lines: readonly {readonly title: string; readonly x: readonly string[]; readonly y: readonly number[]}[],
  ): void;
}

export interface Bars extends Widget {
  setData(bars: {readonly titles: readonly string[]; readonly data: readonly number[]}): void;
}

interface Widgets {
  readonly sparkline: Sparkline;
  readonly gauge: Gauge;
  readonly line: Curve;
  readonly bar: Bars;
}

export interface Area {
  readonly cells: number;
  readonly height: number;
}

export const areaMax: Area = {cells: 245, height: 24};

/**
 * The rows of a widget's area, in its upper left corner of the screen. `feed` gives it its values, which a widget takes only
 * once it is on the screen.
 */
export function drawnOffScreen<Kind extends keyof Widgets>(
  kind: Kind,
  {cells, height}: Area,
  options: Readonly<Record<string, unknown>>,
  feed: (widget: Widgets[Kind]) => void,
): readonly (readonly Cell[])[] {
  screen ??= openScreen();
  const create: Create<Widgets[Kind]> = require(`blessed-contrib/lib/widget/${paths[kind]}.js`);
  const widget = create({top: 0, left: 0, width: cells, height, ...options});
  screen.append(widget);
  feed(widget);
  screen.render();
  const rows = screen.lines
    .slice(0, height)
    .map((line) => line.slice(0, cells).map(([attributes, character]): Cell => [attributes, character]));
  widget.detach();
  return rows;
}

/** Only these: the package as a whole brings maps and a Markdown renderer along. */
const paths: Readonly<Record<keyof Widgets, string>> = {
  sparkline: 'sparkline',
  gauge: 'gauge',
  line: 'charts/line',
  bar: 'charts/bar',
};

interface OffScreen {
  readonly lines: readonly (readonly Cell[])[];
  append(widget: Widget): void;
  render(): void;
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

const require = createRequire(import.meta.url);
let screen: OffScreen | null = null;

function openScreen(): OffScreen {
  const blessed: Blessed = require('blessed');
  disown(blessed.Screen);
  disown(blessed.Program);
  const input = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => {}});
  const output = Object.assign(new PassThrough(), {isTTY: true, columns: areaMax.cells, rows: areaMax.height});
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
