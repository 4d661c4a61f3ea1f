// A text as it is being written, and the place in it where the next character goes.

/** `at` is an index into the string; what a person takes for one character is moved over and deleted as one. */
export interface TextEdit {
  readonly text: string;
  readonly at: number;
}

/** A place in what was sent before; `own` is what was being written when the person went there. */
export interface Recalled {
  /** Counted from the newest. */
  readonly place: number;
  readonly own: TextEdit;
}

export const emptyEdit: TextEdit = {text: '', at: 0};

const charactersMax = 4_000;

export type EditMove = 'left' | 'right' | 'home' | 'end' | 'backspace' | 'delete' | 'deleteWord' | 'deleteAll';

/** By their names, the keys that edit a line of the serial console. */
export const lineEdits: Readonly<Record<string, EditMove>> = {
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  backspace: 'backspace',
  delete: 'delete',
  'ctrl-w': 'deleteWord',
  'ctrl-u': 'deleteAll',
};

/** Line ends become spaces: what is written is one paragraph. Nothing but printable text gets in. */
export function inserted({text, at}: TextEdit, more: string): TextEdit {
  const fit = more
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .slice(0, Math.max(0, charactersMax - text.length));
  return {text: text.slice(0, at) + fit + text.slice(at), at: at + fit.length};
}

/** Line ends stay: each line is a piece of its own. */
export function insertedLines({text, at}: TextEdit, more: string): TextEdit {
  const fit = more
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]|\p{Cs}/gu, '')
    .slice(0, Math.max(0, charactersMax - text.length));
  return {text: text.slice(0, at) + fit + text.slice(at), at: at + fit.length};
}

/** The cursor in the line above or below, at the same place in it as far as that goes; null where there is no such line. */
export function lineUpOrDown({text, at}: TextEdit, by: 1 | -1): TextEdit | null {
  const lines = text.split('\n');
  const row = text.slice(0, at).split('\n').length - 1;
  const target = lines[row + by];
  if (target === undefined) return null;
  const column = at - startOf(lines, row);
  return {text, at: startOf(lines, row + by) + Math.min(column, target.length)};
}

const startOf = (lines: readonly string[], row: number): number =>
  lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0);

/** The line in which the next character goes. */
export function lineAt({text, at}: TextEdit): string {
  const [before = '', after = ''] = [text.slice(0, at), text.slice(at)];
  return `${before.split('\n').at(-1) ?? ''}${after.split('\n', 1)[0] ?? ''}`;
}

export function moved(edit: TextEdit, move: EditMove): TextEdit {
  const {text, at} = edit;
  switch (move) {
    case 'left':
      return {text, at: before(text, at)};
    case 'right':
      return {text, at: after(text, at)};
    case 'home':
      return {text, at: 0};
    case 'end':
      return {text, at: text.length};
    case 'backspace':
      return cut(text, before(text, at), at);
    case 'delete':
      return cut(text, at, after(text, at));
    case 'deleteWord':
      return cut(text, text.slice(0, at).replace(/\S+\s*$/, '').length, at);
    case 'deleteAll':
      return emptyEdit;
    default:
      return move satisfies never;
  }
}

function cut(text: string, from: number, to: number): TextEdit {
  return {text: text.slice(0, from) + text.slice(to), at: from};
}

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

function before(text: string, at: number): number {
  let last = 0;
  for (const {index} of segmenter.segment(text.slice(0, at))) last = index;
  return last;
}

function after(text: string, at: number): number {
  const [first] = segmenter.segment(text.slice(at));
  return at + (first?.segment.length ?? 0);
}
