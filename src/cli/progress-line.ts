// One line on a terminal for what takes its time: a bar that is redrawn in place, and gone at the end. In a pipe, a line for each stage.
import {cellWidth} from '../../components/cell-width.ts';
import type {Progress} from '../core/progress.ts';
import {traitsOf} from '../deck/terminal-traits.ts';
import {systemClock} from '../drivers/clock.ts';
import type {Clock} from '../ports.ts';
import {glyphsOf} from '../view/glyphs.ts';
import {type Pace, paced} from '../view/progress/pace.ts';
import {progressText} from '../view/progress/progress-text.ts';

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  tell(progress: Progress): void;
  /** A line of its own, above the bar. */
  say(words: string): void;
  /** The line is free for others; what is told after that shows it again. */
  close(): void;
}

export interface ProgressOptions {
  readonly out?: Output;
  readonly clock?: Clock;
  readonly unicode?: boolean;
}

const clearLine = '\r\x1b[2K';
/** A bar that moves more often is not read any better. */
const redrawMs = 100;
/** Seconds are counted also while nothing is told: a line that stands still looks dead. */
const tickMs = 1_000;

export function openProgressLine(options: ProgressOptions = {}): ProgressLine {
  const {out = process.stderr, clock = systemClock, unicode = traitsOf(process.env).unicode} = options;
  return out.isTTY === true ? barOn(out, clock, unicode) : linesOn(out);
}

function barOn(out: Output, clock: Clock, unicode: boolean): ProgressLine {
  let pace: Pace | null = null;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let cancelTick = (): void => {};

  function draw(): void {
    cancelTick();
    if (pace === null) return;
    drawnAtMs = clock.nowMs();
    const look = {cells: (out.columns ?? 80) - 1, nowMs: drawnAtMs, glyphs: glyphsOf(unicode), width: cellWidth};
    out.write(clearLine + progressText(pace, look));
    cancelTick = clock.after(tickMs, draw);
  }

  return {
    tell(progress) {
      const isNew = pace?.what !== progress.what;
      pace = paced(pace, progress, clock.nowMs());
      if (isNew || progress.done === progress.of || clock.nowMs() - drawnAtMs >= redrawMs) draw();
    },
    say(words) {
      out.write(`${pace === null ? '' : clearLine}${words}\n`);
      draw();
    },
    close() {
      cancelTick();
      if (pace !== null) out.write(clearLine);
      pace = null;
    },
  };
}

function linesOn(out: Output): ProgressLine {
  let told = '';
  return {
    tell({what}) {
      if (what !== told) out.write(`${what}\n`);
      told = what;
    },
    say: (words) => void out.write(`${words}\n`),
    close: () => {},
  };
}
