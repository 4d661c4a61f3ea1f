// The visible part of the console as rows: printk's time stamps dim and in a column, a red bar beside what a crash report
// says, a rule where a kernel starts. Only what is visible is wrapped.
import {type ConsoleLine, type ConsoleView, consoleLines, unfinishedLine} from './console-view.ts';
import type {Pen} from './pen.ts';
import {cutText, type Row, row, type Span, span, type Tone, wrapText} from './spans.ts';
import type {Extent, Scroll} from './ui.ts';

export interface ConsoleRows {
  readonly rows: readonly Row[];
  readonly extent: Extent;
}

export interface ConsoleWindow {
  readonly cells: number;
  readonly height: number;
  readonly scroll: Scroll;
  /** The number of the newest kernel's boot: older ones are counted back from it. */
  readonly newestBoot: number;
  /** Cut long lines instead of wrapping them: for a few last lines that stand alone. */
  readonly cut?: boolean;
}

export function consoleRows(view: ConsoleView, window: ConsoleWindow, pen: Pen): ConsoleRows {
  const begun = unfinishedLine(view);
  const first = view.total - view.held;
  const total = view.total + (begun ? 1 : 0);
  const {scroll, height} = window;
  const lines: Lines = {
    first,
    total,
    between: (from, to) => [
      ...consoleLines(view, from, Math.min(to, view.total)),
      ...(begun && to > view.total ? [begun] : []),
    ],
    rowsOf: (line) => rowsOfLine(line, window, window.newestBoot - view.tags.kernel, pen),
  };
  const end = upwards(lines, total, height);
  if (scroll.kind === 'follow') return {...end, extent: {...end.extent, follows: true}};
  if (scroll.kind === 'bottom') {
    const shown = upwards(lines, Math.min(total, Math.max(first, scroll.line) + 1), height);
    return shown.rows.length < height ? downwards(lines, first, height) : shown;
  }
  const shown = downwards(lines, Math.min(Math.max(first, scroll.line), total), height);
  return shown.extent.to === total && end.extent.from < shown.extent.from ? end : shown;
}

interface Lines {
  readonly first: number;
  readonly total: number;
  readonly between: (from: number, to: number) => readonly ConsoleLine[];
  readonly rowsOf: (line: ConsoleLine) => readonly Row[];
}

/** The rows above line `to`; of the uppermost line maybe only the last ones. */
function upwards({first, total, between, rowsOf}: Lines, to: number, height: number): ConsoleRows {
  const rows: Row[] = [];
  let from = to;
  for (const line of between(Math.max(first, to - height), to).toReversed()) {
    if (rows.length >= height) break;
    rows.unshift(...rowsOf(line));
    from--;
  }
  return {rows: rows.slice(-height), extent: {from, to, first, total, follows: false}};
}

/** The rows from line `from` on; of the lowest line maybe only the first ones. */
function downwards({first, total, between, rowsOf}: Lines, from: number, height: number): ConsoleRows {
  const rows: Row[] = [];
  let to = from;
  for (const line of between(from, from + height)) {
    if (rows.length >= height) break;
    rows.push(...rowsOf(line));
    to++;
  }
  return {rows: rows.slice(0, height), extent: {from, to, first, total, follows: false}};
}

const stampCells = 12;

function rowsOfLine(line: ConsoleLine, {cells, cut}: ConsoleWindow, offset: number, pen: Pen): readonly Row[] {
  const {stamp, text, kind, kernel} = line;
  const {glyphs, width} = pen;
  const bar = kind === 'report' ? span(`${glyphs.bar}`, 'bad') : span(' ');
  if (kind === 'gap') return [row(cutText(`${glyphs.dot.repeat(3)} ${text}`, cells, width, glyphs.ellipsis), 'warn')];
  const column = span(stamp === '' ? ' ' : `${stamp.padStart(stampCells)}  `, 'dim');
  const indent = ' '.repeat(column.text.length);
  const room = cells - 1 - indent.length;
  const lines = cut ? [cutText(text, room, width, glyphs.ellipsis)] : wrapText(text, room, width);
  const tone: Tone = kind === 'report' && isHeadline(text) ? 'bad' : 'plain';
  const rows = lines.map((words, index): Row => [bar, index === 0 ? column : span(indent), span(words, tone)]);
  return kind === 'boot' ? [bootRule(kernel + offset, cells, pen), ...rows] : rows;
}

const isHeadline = (text: string): boolean => headline.test(text);

/** What a person looks for first: what it was, and where in the kernel's own code. */
const headline =
  /^(BUG|Oops|kernel BUG|Kernel panic|WARNING|INFO|rcu: INFO|watchdog: BUG|general protection fault|divide error|RIP: 0010)\b/;

function bootRule(boot: number, cells: number, {glyphs, width}: Pen): Row {
  const label: Span = span(boot > 0 ? ` boot ${boot} ` : ' boot ', 'dim');
  const line = (count: number): Span => span(glyphs.across.repeat(Math.max(0, count)), 'dim');
  return [line(2), label, line(cells - 2 - width(label.text))];
}
