// The signs that the screen is drawn with, and their stand-ins where only ASCII can be shown.

export interface Glyphs {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly across: string;
  readonly down: string;
  readonly works: string;
  readonly paused: string;
  readonly up: string;
  readonly needs: string;
  readonly waits: string;
  readonly good: string;
  readonly bad: string;
  readonly back: string;
  readonly reboot: string;
  readonly harvest: string;
  readonly stopped: string;
  readonly call: string;
  readonly said: string;
  readonly cursor: string;
  readonly bar: string;
  readonly full: string;
  readonly empty: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly below: string;
  readonly upDown: string;
  /** Of a tree: to one that others follow, to the last, and past them. */
  readonly fork: string;
  readonly lastFork: string;
  readonly trunk: string;
}

const unicode: Glyphs = {
  topLeft: '╭',
  topRight: '╮',
  bottomLeft: '╰',
  bottomRight: '╯',
  across: '─',
  down: '│',
  works: '▶',
  paused: '⏸',
  up: '●',
  needs: '◆',
  waits: '◌',
  good: '✔',
  bad: '✖',
  back: '↩',
  reboot: '↻',
  harvest: '⇣',
  stopped: '■',
  call: '▸',
  said: '›',
  cursor: '▌',
  bar: '▐',
  full: '▰',
  empty: '▱',
  dot: '·',
  ellipsis: '…',
  below: '↓',
  upDown: '↑ ↓',
  fork: '├─ ',
  lastFork: '└─ ',
  trunk: '│  ',
};

const ascii: Glyphs = {
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  across: '-',
  down: '|',
  works: '>',
  paused: '=',
  up: 'o',
  needs: '*',
  waits: '.',
  good: '+',
  bad: 'X',
  back: '<',
  reboot: '@',
  harvest: '!',
  stopped: '#',
  call: '>',
  said: '>',
  cursor: '_',
  bar: '|',
  full: '#',
  empty: '.',
  dot: '-',
  ellipsis: '~',
  below: 'v',
  upDown: 'up/dn',
  fork: '|- ',
  lastFork: '`- ',
  trunk: '|  ',
};

export function glyphsOf(canUnicode: boolean): Glyphs {
  return canUnicode ? unicode : ascii;
}
