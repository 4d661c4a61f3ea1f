// Ink's output on a terminal that lives in the test: a view is drawn, and the cells are read back as text and as tones.
import {Writable} from 'node:stream';
import xterm from '@xterm/headless';
import {render} from 'ink';
import {createElement, type ReactNode} from 'react';
import {DeckScreen} from '../../components/deck-screen.ts';
import {rowPainter} from '../../components/row-painter.ts';
import type {Size} from '../../src/view/size.ts';
import type {ViewModel} from '../../src/view/view-model.ts';

export interface Drawn {
  /** One string a row, as wide as the terminal. */
  readonly text: readonly string[];
  /** A letter a cell: what it looks like, blank where it is plain. */
  readonly looks: readonly string[];
}

/** In the sixteen colours. */
export const coloured = rowPainter('terminal', 4);

export function drawn(view: ViewModel): Promise<Drawn> {
  return drawnScreen(createElement(DeckScreen, {view, paint: coloured}), view);
}

export function drawnScreen(screen: ReactNode, size: Size): Promise<Drawn> {
  return shownOn(screen, size, readCells);
}

export type Terminal = InstanceType<typeof xterm.Terminal>;

/** What `read` makes of the terminal that the screen was drawn on. */
export async function shownOn<Read>(
  screen: ReactNode,
  {columns, rows}: Size,
  read: (terminal: Terminal) => Read,
): Promise<Read> {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
  const stdout = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        terminal.write(chunk, done);
      },
    }),
    {columns, rows, isTTY: true},
  );
  const ink = render(screen, {
    stdout,
    stderr: new Writable({write: (_chunk, _encoding, done) => done()}),
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  await ink.waitUntilRenderFlush();
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const cells = read(terminal);
  ink.unmount();
  ink.cleanup();
  return cells;
}

/** As a golden file has it: the words, and below them how each cell looks. */
export function goldenText({text, looks}: Drawn): string {
  return `${text.join('\n')}\n${legend}\n${looks.join('\n')}\n`;
}

const legend =
  '---- looks: . plain, d dim, b bold, c cyan, g green, r red, y yellow; in capitals, or I for a plain one: reversed';

function readCells(terminal: Terminal): Drawn {
  const buffer = terminal.buffer.active;
  const text: string[] = [];
  const looks: string[] = [];
  for (let y = 0; y < terminal.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    let words = '';
    let signs = '';
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line?.getCell(x);
      if (cell === undefined || cell.getWidth() === 0) continue;
      words += cell.getChars() || ' ';
      signs += (cell.getChars() || ' ') === ' ' && !cell.isInverse() ? ' ' : lookOf(cell);
    }
    text.push(words.trimEnd());
    looks.push(signs.trimEnd());
  }
  return {text, looks};
}

export type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<InstanceType<typeof xterm.Terminal>['buffer']['active']['getLine']>>['getCell']>
>;

/** A capital letter is reversed. */
function lookOf(cell: Cell): string {
  const colour = cell.isFgDefault() ? '' : (['', 'r', 'g', 'y', '', '', 'c'][cell.getFgColor()] ?? '?');
  const plain = cell.isDim() ? 'd' : cell.isBold() ? 'b' : '.';
  const sign = colour === '' ? plain : colour;
  return cell.isInverse() ? (sign === '.' ? 'I' : sign.toUpperCase()) : sign;
}
