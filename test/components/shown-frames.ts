// A terminal in the test on which one frame follows the other, as on a person's screen: the differences between frames are what arrives there.
import {Writable} from 'node:stream';
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm from '@xterm/headless';
import {createElement} from 'react';
import {DeckScreen} from '../../components/deck-screen.ts';
import {drawn} from '../../src/deck/draw.ts';
import type {Size} from '../../src/view/size.ts';
import type {ViewModel} from '../../src/view/view-model.ts';
import {coloured} from './virtual-terminal.ts';

export interface ShownFrames {
  /** Resolves when the frame is on the terminal; nothing was written when it is the same as the one before. */
  show(view: ViewModel): Promise<{readonly bytes: number}>;
  /** One string a row, as wide as the terminal. */
  rows(): readonly string[];
  cell(column: number, row: number): string;
  /** Lines that have scrolled away, which a screen of its own never has. */
  scrolled(): number;
  close(): void;
}

export function openShownFrames(size: Size, first: ViewModel): ShownFrames {
  const {columns, rows} = size;
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
  // A terminal of today, which counts cells by the same Unicode as the deck.
  terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
  // As the deck sets it: what is too long for its row is not carried on in the next one.
  terminal.write('\x1b[?7l');
  let bytes = 0;
  const output = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        terminal.write(chunk, done);
      },
    }),
    {columns, rows, isTTY: true as const},
  );
  const screen = (view: ViewModel) => createElement(DeckScreen, {view, paint: coloured});
  const drawing = drawn(screen(first), output);
  const line = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  return {
    async show(view) {
      bytes = 0;
      drawing.show(screen(view));
      await new Promise((resolve) => output.write('', resolve));
      await new Promise<void>((resolve) => terminal.write('', resolve));
      return {bytes};
    },
    rows: () => Array.from({length: rows}, (_, row) => line(row)?.translateToString(false) ?? ''),
    cell: (column, row) => line(row)?.getCell(column)?.getChars() ?? '',
    scrolled: () => terminal.buffer.active.baseY,
    close() {
      drawing.unmount();
      terminal.dispose();
    },
  };
}
