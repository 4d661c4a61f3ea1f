// The console on the person's terminal: what comes is shown at once, or kept while the terminal shows something else, and never more of it
// than the terminal takes.
import {bytes as bytesWords} from '../view/formats.ts';
import {commandKeyShown} from '../view/serial-console/command-keys.ts';
import {marginLines} from '../view/serial-console/margin.ts';
import {type ConsoleShape, openShape} from './console-shape.ts';
import type {ConsoleTerminal} from './console-terminal.ts';

export interface ConsoleScreen {
  readonly shape: ConsoleShape;
  /** `old`: it came before the console was opened. */
  take(bytes: Uint8Array, old?: 'old'): void;
  /** A line of the console's own. */
  say(words: string): void;
  lines(texts: readonly string[]): void;
  /** From now on what comes is kept, up to a bound, until it is released. */
  hold(): void;
  release(): void;
  close(): void;
}

const waitingBytesMax = 1024 * 1024;
const heldBytesMax = 512 * 1024;
const silenceMs = 200;

export function openScreen(options: {
  readonly terminal: ConsoleTerminal;
  readonly rule: string;
  readonly timestamps: boolean;
  readonly hex: boolean;
}): ConsoleScreen {
  const {output} = options.terminal;
  let skipped = 0;
  let held: (Uint8Array | {readonly say: string})[] | null = null;
  let heldBytes = 0;
  let silence: NodeJS.Timeout | undefined;

  function put(piece: Uint8Array | string): void {
    if (output.writableLength > waitingBytesMax) skipped += piece.length;
    else output.write(piece);
  }
  const shape = openShape({timestamps: options.timestamps, hex: options.hex, put, lineEnd: '\r\n', levels: 'cut'});

  function say(words: string): void {
    if (held === null) for (const row of marginLines(words, output.columns, options.rule)) shape.line(row);
    else held.push({say: words});
  }

  function take(bytes: Uint8Array, old?: 'old'): void {
    if (held !== null) {
      keep(bytes);
      return;
    }
    shape.take(bytes, old);
    clearTimeout(silence);
    if (shape.state().hexWaits) silence = setTimeout(() => shape.flush(), silenceMs);
  }

  /** The newest is what counts when the terminal is back. */
  function keep(bytes: Uint8Array): void {
    held?.push(bytes);
    heldBytes += bytes.length;
    while (heldBytes > heldBytesMax && held !== null && held.length > 1) {
      const first = held.shift();
      if (!(first instanceof Uint8Array)) continue;
      heldBytes -= first.length;
      skipped += first.length;
    }
  }

  function tellSkipped(): void {
    if (skipped === 0 || held !== null) return;
    const words = `${bytesWords(skipped)} were not shown; ${commandKeyShown} / looks back`;
    skipped = 0;
    say(words);
  }
  output.on('drain', tellSkipped);

  return {
    shape,
    take,
    say,
    lines(texts) {
      for (const text of texts) shape.line(text);
    },
    hold() {
      held ??= [];
    },
    release() {
      const kept = held ?? [];
      held = null;
      heldBytes = 0;
      tellSkipped();
      for (const piece of kept) {
        if (piece instanceof Uint8Array) take(piece);
        else say(piece.say);
      }
    },
    close() {
      clearTimeout(silence);
      output.off('drain', tellSkipped);
    },
  };
}
