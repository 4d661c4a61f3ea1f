// Looking back in a console: which of its lines are on the screen, what is searched, and what a key changes of that.
import type {Key} from '../keys.ts';
import {keyNameOf, textOf} from '../keys.ts';
import {safeText} from '../safe-text.ts';
import {headOf, type Row, row, type Span, span, type Width} from '../spans.ts';
import {emptyEdit, inserted, lineEdits, moved, type TextEdit} from '../text-edit.ts';
import {findLine, type Scrollback} from './scrollback.ts';

export type Lines = Pick<Scrollback, 'first' | 'end' | 'line'>;

export interface LookBack {
  /** The number of the lowest line on the screen. */
  readonly bottom: number;
  /** What was searched last. */
  readonly words: string;
  /** The line that was found, or that is shown for another reason. */
  readonly marked: number | null;
  /** What is being typed to be searched. */
  readonly typing: TextEdit | null;
  readonly note: string;
}

export interface LookBackScreen {
  readonly columns: number;
  readonly rows: number;
  readonly width: Width;
}

/** At its end, with the search open. */
export function beginLookBack(lines: Lines): LookBack {
  return {bottom: lines.end() - 1, words: '', marked: null, typing: emptyEdit, note: ''};
}

/** With one line in the middle. */
export function lookBackAt(line: number, lines: Lines, screen: LookBackScreen): LookBack {
  const start: LookBack = {...beginLookBack(lines), typing: null, marked: line};
  return {...start, bottom: around(line, lines, screen)};
}

/** Null when looking back is over. */
export function stepLookBack(look: LookBack, key: Key, lines: Lines, screen: LookBackScreen): LookBack | null {
  if (look.typing !== null) return stepTyping(look, look.typing, key, lines, screen);
  const name = keyNameOf(key);
  const page = Math.max(1, linesShown(look, lines, screen) - 1);
  const to = (bottom: number): LookBack => ({...look, note: '', bottom: within(bottom, lines, screen)});
  switch (name) {
    case 'q':
    case 'escape':
    case 'ctrl-c':
      return null;
    case 'up':
    case 'k':
      return to(look.bottom - 1);
    case 'down':
    case 'j':
    case 'enter':
      return to(look.bottom + 1);
    case 'pageUp':
    case 'b':
      return to(look.bottom - page);
    case 'pageDown':
    case 'space':
      return to(look.bottom + page);
    case 'home':
    case 'g':
      return to(lines.first());
    case 'end':
    case 'G':
      return to(lines.end());
    case '/':
      return {...look, typing: emptyEdit, note: ''};
    case 'n':
      return search(look, look.words, (look.marked ?? lines.end()) - 1, -1, lines, screen);
    case 'N':
      return search(look, look.words, (look.marked ?? lines.first() - 1) + 1, 1, lines, screen);
    default:
      return look;
  }
}

function stepTyping(look: LookBack, typing: TextEdit, key: Key, lines: Lines, screen: LookBackScreen): LookBack | null {
  const name = keyNameOf(key);
  if (name === 'ctrl-c') return null;
  if (name === 'escape') return {...look, typing: null};
  if (name === 'enter') {
    const words = typing.text === '' ? look.words : typing.text;
    return search({...look, typing: null}, words, look.bottom, -1, lines, screen);
  }
  const edit = lineEdits[name];
  if (edit !== undefined) return {...look, typing: moved(typing, edit)};
  const text = textOf(key);
  return text === null ? look : {...look, typing: inserted(typing, text)};
}

function search(
  look: LookBack,
  words: string,
  from: number,
  step: 1 | -1,
  lines: Lines,
  screen: LookBackScreen,
): LookBack {
  if (words === '') return {...look, note: 'nothing was searched yet: / searches'};
  const found = findLine(lines, words, from, step);
  if (found !== null) return {...look, words, marked: found, note: '', bottom: around(found, lines, screen)};
  const where = step === -1 ? 'further back' : 'further on';
  return {...look, words, note: `"${words}" is not there ${look.marked === null ? '' : where}`.trimEnd()};
}

/** The screen's rows from top to bottom, the last one with the state of things. */
export function lookBackRows(look: LookBack, lines: Lines, screen: LookBackScreen): readonly Row[] {
  const height = screen.rows - 1;
  const body: Row[] = [];
  for (let line = look.bottom; line >= lines.first() && body.length < height; line--) {
    body.unshift(...rowsOf(line, look, lines, screen));
  }
  const shown = body.slice(-height);
  while (shown.length < height) shown.push([]);
  return [...shown, statusRow(look, lines, screen)];
}

function statusRow(look: LookBack, lines: Lines, {columns, width}: LookBackScreen): Row {
  if (look.typing !== null) return row(headOf(`/${look.typing.text}`, columns - 1, width));
  const place = `line ${look.bottom} of ${lines.end() - 1}`;
  const rest = look.note === '' ? '/ searches back, n N further, g G to the ends, q goes back' : look.note;
  return [span(headOf(` ${place}: ${rest} `, columns - 1, width), 'chosen')];
}

function rowsOf(number: number, look: LookBack, lines: Lines, {columns, width}: LookBackScreen): readonly Row[] {
  let rest = safeText(lines.line(number));
  const rows: Row[] = [];
  do {
    const head = headOf(rest, columns, width) || rest.slice(0, 1);
    rows.push(number === look.marked ? highlighted(head, look.words) : row(head));
    rest = rest.slice(head.length);
  } while (rest !== '');
  return rows;
}

function highlighted(text: string, words: string): Row {
  const isExact = words !== words.toLowerCase();
  const at = words === '' ? -1 : (isExact ? text : text.toLowerCase()).indexOf(words);
  if (at === -1) return row(text, 'strong');
  const spans: readonly Span[] = [
    span(text.slice(0, at), 'strong'),
    span(text.slice(at, at + words.length), 'chosen'),
    span(text.slice(at + words.length), 'strong'),
  ];
  return spans.filter((part) => part.text !== '');
}

function linesShown(look: LookBack, lines: Lines, screen: LookBackScreen): number {
  let rows = 0;
  let shown = 0;
  for (let line = look.bottom; line >= lines.first() && rows < screen.rows - 1; line--) {
    rows += rowsOf(line, look, lines, screen).length;
    shown++;
  }
  return shown;
}

/** The bottom that puts a line in the middle. */
function around(line: number, lines: Lines, screen: LookBackScreen): number {
  return within(line + Math.floor((screen.rows - 1) / 2), lines, screen);
}

/** No further down than the last line, and no further up than a screen that the first lines fill. */
function within(bottom: number, lines: Lines, screen: LookBackScreen): number {
  const last = lines.end() - 1;
  const plain: LookBack = {bottom: last, words: '', marked: null, typing: null, note: ''};
  let rows = 0;
  let lowest = lines.first() - 1;
  while (lowest < last && rows < screen.rows - 1) rows += rowsOf(++lowest, plain, lines, screen).length;
  return Math.min(last, Math.max(lowest, bottom));
}
