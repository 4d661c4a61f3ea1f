// Tones as what a terminal can do: sixteen colours that the person's own theme defines, or none at all.
import type {Tone} from '../src/view/spans.ts';

export interface Look {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

export function lookOf(tone: Tone, colors: boolean): Look {
  return colors ? coloured[tone] : colourless[tone];
}

const coloured: Readonly<Record<Tone, Look>> = {
  plain: {},
  dim: {dimColor: true},
  strong: {bold: true},
  accent: {color: 'cyan'},
  good: {color: 'green'},
  bad: {color: 'red'},
  warn: {color: 'yellow'},
  chosen: {inverse: true},
  alarm: {color: 'red', inverse: true},
  ask: {color: 'yellow', inverse: true},
  done: {color: 'green', inverse: true},
  bar: {color: 'cyan', inverse: true},
};

/** Signs and words carry the meaning; weight only helps the eye. */
const colourless: Readonly<Record<Tone, Look>> = {
  plain: {},
  dim: {dimColor: true},
  strong: {bold: true},
  accent: {bold: true},
  good: {},
  bad: {bold: true},
  warn: {bold: true},
  chosen: {inverse: true},
  alarm: {inverse: true, bold: true},
  ask: {inverse: true},
  done: {inverse: true},
  bar: {inverse: true},
};
