// What the keyboard is to send for keys that have more than one code. The person's own terminal is put into the modes that the program
// on the target has asked for, so that it, which knows what was pressed, sends what that program expects.

export interface KeyModes {
  /** DECCKM: arrow keys as `ESC O A`. */
  readonly arrows: boolean;
  /** DECKPAM: the keypad's keys as keys of their own. */
  readonly keypad: boolean;
  /** A text that is pasted comes with marks around it. */
  readonly pastes: boolean;
}

export const deckKeyModes: KeyModes = {arrows: false, keypad: false, pastes: true};

export function bytesOfModes({arrows, keypad, pastes}: KeyModes): string {
  return `\x1b[?1${arrows ? 'h' : 'l'}\x1b${keypad ? '=' : '>'}\x1b[?2004${pastes ? 'h' : 'l'}`;
}

export function isSameModes(one: KeyModes, other: KeyModes): boolean {
  return one.arrows === other.arrows && one.keypad === other.keypad && one.pastes === other.pastes;
}
