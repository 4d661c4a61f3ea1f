// Keys as the screen knows them, whatever the terminal sent for them.

export const namedKeys = [
  'up',
  'down',
  'left',
  'right',
  'pageUp',
  'pageDown',
  'home',
  'end',
  'enter',
  'escape',
  'tab',
  'shiftTab',
  'backspace',
  'delete',
  'space',
  'altEnter',
] as const;

export type NamedKey = (typeof namedKeys)[number];

export type Key =
  /** One printable character, a space excepted. */
  | {readonly name: 'char'; readonly char: string}
  /** With the control key held; `char` is a small letter or one of `]`, `\`, `[`, `_`, `^`. */
  | {readonly name: 'ctrl'; readonly char: string}
  | {readonly name: 'paste'; readonly text: string}
  /** Cells are counted from 0. */
  | {
      readonly name: 'mouse';
      readonly act: 'press' | 'wheelUp' | 'wheelDown';
      readonly column: number;
      readonly row: number;
    }
  /** The terminal's window got the focus of the keyboard, or lost it. */
  | {readonly name: 'focusIn' | 'focusOut'}
  | {readonly name: NamedKey};

/** How a table names a key: `r`, `ctrl-l`, `pageUp`. */
export type KeyName = string;

export function keyNameOf(key: Key): KeyName {
  if (key.name === 'char') return key.char;
  if (key.name === 'ctrl') return `ctrl-${key.char}`;
  return key.name;
}

/** The text that a key stands for where text is written; null for keys that stand for none. */
export function textOf(key: Key): string | null {
  switch (key.name) {
    case 'char':
      return key.char;
    case 'space':
      return ' ';
    case 'paste':
      return key.text;
    default:
      return null;
  }
}

/** What a terminal of the xterm family sends for a key: what the target's line gets to see. */
export function bytesTyped(key: Key): string {
  switch (key.name) {
    case 'char':
      return key.char;
    case 'paste':
      return key.text.replaceAll('\r\n', '\r').replaceAll('\n', '\r');
    case 'mouse':
    case 'focusIn':
    case 'focusOut':
      return '';
    case 'ctrl':
      return String.fromCharCode(key.char.toUpperCase().charCodeAt(0) & 0x1f);
    default:
      return sequences[key.name];
  }
}

const sequences: Readonly<Record<NamedKey, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  delete: '\x1b[3~',
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  shiftTab: '\x1b[Z',
  backspace: '\x7f',
  space: ' ',
  altEnter: '\x1b\r',
};
