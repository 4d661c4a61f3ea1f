// Looking back, on the terminal's other screen: keys in, rows out.
import {cellWidth} from '../../components/cell-width.ts';
import type {Key} from '../view/keys.ts';
import {
  beginLookBack,
  type Lines,
  type LookBack,
  type LookBackScreen,
  lookBackAt,
  lookBackRows,
  stepLookBack,
} from '../view/serial-console/look-back.ts';
import {quickWidth, type Row, type Tone} from '../view/spans.ts';
import type {ConsoleTerminal} from './console-terminal.ts';

export interface Looking {
  take(key: Key): void;
  /** The terminal has another size, or was used by another program. */
  draw(): void;
}

const width = quickWidth(cellWidth);

/** `line`: to begin at, else at the end with a search open. `over` is told when the terminal shows the console again. */
export function lookBack(terminal: ConsoleTerminal, lines: Lines, line: number | null, over: () => void): Looking {
  const {output} = terminal;
  const screen = (): LookBackScreen => ({columns: output.columns, rows: output.rows, width});
  let look: LookBack = line === null ? beginLookBack(lines) : lookBackAt(line, lines, screen());

  function draw(): void {
    const rows = lookBackRows(look, lines, screen());
    output.write(`\x1b[0m\x1b[?25l\x1b[H${rows.map((row) => `${painted(row)}\x1b[K`).join('\r\n')}\x1b[J`);
    if (look.typing !== null) output.write('\x1b[?25h');
  }

  output.write('\x1b[?1049h\x1b[r');
  draw();
  return {
    draw() {
      output.write('\x1b[?1049h\x1b[r');
      draw();
    },
    take(key) {
      const next = stepLookBack(look, key, lines, screen());
      if (next === null) {
        output.write('\x1b[0m\x1b[?1049l\x1b[?25h');
        over();
        return;
      }
      look = next;
      draw();
    },
  };
}

const tones: Readonly<Partial<Record<Tone, string>>> = {strong: '\x1b[1m', chosen: '\x1b[7m', dim: '\x1b[2m'};

function painted(row: Row): string {
  return row.map(({text, tone}) => (tones[tone] === undefined ? text : `${tones[tone]}${text}\x1b[0m`)).join('');
}
