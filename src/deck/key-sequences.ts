// Which escape sequence is which key, for terminals of the xterm, rxvt and VT families. A modifier on a named key makes no
// other key of it, the shift of a tab excepted.
import type {Key, NamedKey} from '../view/keys.ts';

/** What follows `ESC [`: parameters, and the final byte. */
export function controlSequenceKey(parameters: string, final: string): Key | null {
  if (final === 'u') return codePointKey(parameters.split(';'));
  if (final === '~') {
    const [number = '', modifier = '', code = ''] = parameters.split(';');
    // modifyOtherKeys of xterm: CSI 27 ; modifier ; code ~
    return number === '27' ? codePointKey([code, modifier]) : named(tildeKeys[number]);
  }
  if (final === 'Z') return {name: 'shiftTab'};
  if (parameters === '' && (final === 'I' || final === 'O')) return {name: final === 'I' ? 'focusIn' : 'focusOut'};
  if (parameters.startsWith('<')) return mouseKey(parameters.slice(1).split(';').map(Number), final);
  return /^[\d;]*$/.test(parameters) ? named(letterKeys[final]) : null;
}

/** SGR reports (mode 1006): the button with its modifiers, column and row from 1; `m` is a release. */
function mouseKey([button = -1, column = 0, row = 0]: readonly number[], final: string): Key | null {
  if (final !== 'M' || !(column > 0 && row > 0)) return null;
  const act = mouseActs[button & ~modifierBits];
  return act === undefined ? null : {name: 'mouse', act, column: column - 1, row: row - 1};
}

/** Shift, alt and control. */
const modifierBits = 4 | 8 | 16;

const mouseActs: Readonly<Record<number, Extract<Key, {name: 'mouse'}>['act']>> = {
  0: 'press',
  64: 'wheelUp',
  65: 'wheelDown',
};

const letterKeys: Readonly<Record<string, NamedKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
};

const tildeKeys: Readonly<Record<string, NamedKey>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '5': 'pageUp',
  '6': 'pageDown',
  '7': 'home',
  '8': 'end',
};

/** What follows `ESC O`; `M` is the keypad's Enter. */
export const lineSequenceKeys: Readonly<Record<string, Key>> = {
  A: {name: 'up'},
  B: {name: 'down'},
  C: {name: 'right'},
  D: {name: 'left'},
  H: {name: 'home'},
  F: {name: 'end'},
  M: {name: 'enter'},
};

/** Keys by code point and modifiers, as kitty and xterm can be set to send them; releases are left out. */
function codePointKey([code = '', modifiers = '']: readonly string[]): Key | null {
  const [modifier = '1', event = '1'] = modifiers.split(':');
  if (event === '3') return null;
  const point = Number(code.split(':')[0]);
  const bits = Math.max(0, Number(modifier || '1') - 1);
  const [isShift, isAlt, isControl] = [(bits & 1) !== 0, (bits & 2) !== 0, (bits & 4) !== 0];
  if (point === 13 && (isAlt || isShift)) return {name: 'altEnter'};
  if (isAlt || !Number.isInteger(point) || point <= 0 || point > 0x10ffff) return null;
  if (point === 9) return {name: isShift ? 'shiftTab' : 'tab'};
  const name = pointKeys[point];
  if (name) return {name};
  if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff) || (point >= 0xe000 && point <= 0xf8ff)) return null;
  const char = String.fromCodePoint(point);
  if (isControl) return /^[a-z[\\\]^_]$/i.test(char) ? {name: 'ctrl', char: char.toLowerCase()} : null;
  return {name: 'char', char: isShift ? char.toUpperCase() : char};
}

const pointKeys: Readonly<Record<number, NamedKey>> = {
  13: 'enter',
  27: 'escape',
  32: 'space',
  127: 'backspace',
};

function named(name: NamedKey | undefined): Key | null {
  return name ? {name} : null;
}
