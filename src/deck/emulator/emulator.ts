// The one door to the terminal emulator: bytes in, rows for the screen out. What a program asks a terminal is answered through
// `onAnswer`; what it wants of the keyboard is read as modes. Nothing of it outlives a line that is typed into.
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm from '@xterm/headless';
import type {Size} from '../../view/size.ts';
import type {Row, Width} from '../../view/spans.ts';
import type {KeyModes} from '../key-modes.ts';
import {rowsOf} from './emulator-rows.ts';

export interface Emulator {
  /** Read in the background; resolves when it is. */
  write(bytes: Uint8Array): Promise<void>;
  rows(): readonly Row[];
  /** What the program wants the keyboard to send. */
  keyModes(): KeyModes;
  resize(size: Size): void;
  /** As after power came on: nothing of what was is left. */
  reset(): void;
  close(): void;
}

export function openEmulator(size: Size, width: Width, onAnswer: (answer: string) => void): Emulator {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    // What has scrolled away is the log view's.
    scrollback: 0,
    allowProposedApi: true,
    logLevel: 'off',
  });
  terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
  terminal.onData(onAnswer);
  let isCursorShown = true;
  const onMode = (shown: boolean) => (parameters: readonly (number | number[])[]) => {
    if (parameters.includes(cursorMode)) isCursorShown = shown;
    return false;
  };
  terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, onMode(true));
  terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, onMode(false));
  const showCursor = (): boolean => {
    isCursorShown = true;
    return false;
  };
  terminal.parser.registerEscHandler({final: 'c'}, showCursor);
  terminal.parser.registerCsiHandler({intermediates: '!', final: 'p'}, showCursor);

  return {
    write: (bytes) => new Promise((done) => terminal.write(bytes, done)),
    rows() {
      const {active} = terminal.buffer;
      const cursor = {column: Math.min(active.cursorX, terminal.cols - 1), row: active.cursorY};
      return rowsOf(active, {columns: terminal.cols, rows: terminal.rows}, isCursorShown ? cursor : null, width);
    },
    keyModes() {
      const {applicationCursorKeysMode, applicationKeypadMode, bracketedPasteMode} = terminal.modes;
      return {arrows: applicationCursorKeysMode, keypad: applicationKeypadMode, pastes: bracketedPasteMode};
    },
    resize({columns, rows}) {
      if (columns !== terminal.cols || rows !== terminal.rows) terminal.resize(columns, rows);
    },
    reset() {
      isCursorShown = true;
      terminal.reset();
    },
    close: () => terminal.dispose(),
  };
}

/** DECTCEM. The emulator keeps to itself whether the cursor is shown. */
const cursorMode = 25;
