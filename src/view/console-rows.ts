// The visible part of the console as rows: the time dim and in a column, a red bar beside what a crash report says, a rule where
// a kernel starts, what is searched standing out. Only what is visible is wrapped.
import {type ConsoleLook, type Numbered, plainLook, shownLines, warningLevel} from './console-look.ts';
import {placesOfPieces, spansOfPiece} from './console-spans.ts';
import {stampText} from './console-stamp.ts';
import {type ConsoleLine, type ConsoleView, unfinishedLine} from './console-view.ts';
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
  readonly look?: ConsoleLook;
  /** Cut long lines instead of wrapping them: for a few last lines that stand alone. */
  readonly cut?: boolean;
}

export function consoleRows(view: ConsoleView, window: ConsoleWindow, pen: Pen): ConsoleRows {
  const first = view.total - view.held;
  const total = view.total + (unfinishedLine(view) ? 1 : 0);
  const {scroll, height, look = plainLook} = window;
  const lines: Lines = {
    first,
    total,
    from: (number, step) => shownLines(view, look.filter, number, step),
    rowsOf: (line, before) => rowsOfLine(line, before, window, window.newestBoot - view.tags.kernel, pen),
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
  readonly from: (number: number, step: 1 | -1) => Iterable<Numbered>;
  readonly rowsOf: (line: ConsoleLine, before: ConsoleLine | null) => readonly Row[];
}

/** The rows above line `to`; of the uppermost line maybe only the last ones. */
function upwards({first, total, from, rowsOf}: Lines, to: number, height: number): ConsoleRows {
  const rows: Row[] = [];
  let below: ConsoleLine | null = null;
  let above: number | null = null;
  for (const {number, line} of from(to - 1, -1)) {
    if (below !== null) rows.unshift(...rowsOf(below, line));
    below = null;
    above = number;
    if (rows.length >= height) break;
    below = line;
    above = null;
  }
  if (below !== null) rows.unshift(...rowsOf(below, null));
  // The line before is named, not the first one shown: between them may be some that the filter leaves out.
  return {
    rows: rows.slice(-height),
    extent: {from: above === null ? first : above + 1, to, first, total, follows: false},
  };
}

/** The rows from line `start` on; of the lowest line maybe only the first ones. */
function downwards({first, total, from, rowsOf}: Lines, start: number, height: number): ConsoleRows {
  const rows: Row[] = [];
  const [above] = from(start - 1, -1);
  let before = above?.line ?? null;
  let to = total;
  for (const {number, line} of from(start, 1)) {
    if (rows.length >= height) {
      to = number;
      break;
    }
    rows.push(...rowsOf(line, before));
    before = line;
  }
  return {
    rows: rows.slice(0, height),
    extent: {from: above === undefined ? first : above.number + 1, to, first, total, follows: false},
  };
}

const stampCells = 12;

function rowsOfLine(
  line: ConsoleLine,
  before: ConsoleLine | null,
  {cells, cut, look = plainLook}: ConsoleWindow,
  offset: number,
  pen: Pen,
): readonly Row[] {
  const {text, kind, kernel} = line;
  const {glyphs, width} = pen;
  const isTyped = line.typedFrom !== undefined;
  const bar = kind === 'report' ? span(glyphs.bar, 'bad') : isTyped ? span(glyphs.said, 'accent') : levelSpan(line);
  if (kind === 'gap') return [row(cutText(`${glyphs.dot.repeat(3)} ${text}`, cells, width, glyphs.ellipsis), 'warn')];
  const stamp = stampText(line, before, look.stamps, pen.zoneMs ?? 0);
  const column = span(stamp === '' && look.stamps === 'boot' ? ' ' : `${stamp.padStart(stampCells)}  `, 'dim');
  const indent = ' '.repeat(column.text.length);
  const room = cells - 1 - indent.length;
  const lines = cut ? [cutText(text, room, width, glyphs.ellipsis)] : wrapText(text, room, width);
  const tone = toneOf(line);
  const words = look.search === null || look.search.line === null ? '' : look.search.words;
  const places = placesOfPieces(lines, text);
  const rows = lines.map(
    (piece, index): Row => [
      bar,
      index === 0 ? column : span(indent),
      ...spansOfPiece(piece, places[index] ?? null, line, words, tone),
    ],
  );
  return kind === 'boot' ? [bootRule(kernel + offset, cells, pen), ...rows] : rows;
}

/** KERN_ERR (include/linux/kern_levels.h). */
const errorLevel = 3;

/** So that it is seen without colours too. */
function levelSpan(line: ConsoleLine): Span {
  const tone = toneOf(line);
  return tone === 'plain' ? span(' ') : span(tone === 'bad' ? levelSigns.error : levelSigns.warning, tone);
}

export const levelSigns = {error: '!', warning: '~'} as const;

function toneOf({kind, text, level}: ConsoleLine): Tone {
  if (kind === 'report') return isHeadline(text) ? 'bad' : 'plain';
  if (level === undefined || level > warningLevel) return 'plain';
  return level <= errorLevel ? 'bad' : 'warn';
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
