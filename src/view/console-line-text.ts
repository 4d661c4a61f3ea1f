// A line of the console as a terminal would leave it: what a carriage return, a backspace or a program's line editor wrote over is gone,
// and colours are kept beside the text. Nothing in the text can move a cursor any more.
import {plainText} from '../kernel/sanitize.ts';
import {plainSgr, type Sgr, sgrAfter, toneOfSgr} from './sgr.ts';
import type {Tone} from './spans.ts';

/** From one place of the text to another, without it. */
export interface ToneRun {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
}

export interface LineText {
  readonly text: string;
  /** Empty where nothing is coloured. */
  readonly tones: readonly ToneRun[];
  /** What a program's colours are at its end. */
  readonly sgr: Sgr;
}

export function lineText(raw: string, sgr: Sgr = plainSgr): LineText {
  if (!moves.test(raw)) {
    const text = plainText(raw);
    return {text, tones: runOf(text, sgr), sgr};
  }
  const line = new Line(sgr);
  for (const [piece] of raw.matchAll(pieces)) line.take(piece);
  return line.left();
}

const moves = /[\x1b\x9b\b\r]/;

/** A sequence, a control character, or text up to the next of them. */
const pieces =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x1f\x7f-\x9f]|[^\x00-\x1f\x7f-\x9f]+/g;

/** A program may move far to the right; a line of the log does not. */
const columnsMax = 4096;

/** Cells are characters here, whatever their width: what is written over is almost always what was written before. */
class Line {
  private readonly characters: string[] = [];
  private readonly tones: Tone[] = [];
  private at = 0;
  private sgr: Sgr;

  constructor(sgr: Sgr) {
    this.sgr = sgr;
  }

  take(piece: string): void {
    const first = piece[0] ?? '';
    if (first === '\x1b' || first === '\x9b') this.obey(piece);
    else if (piece === '\r') this.at = 0;
    else if (piece === '\b') this.at = Math.max(0, this.at - 1);
    else if (piece === '\t') this.write(' '.repeat(tabCells - (this.at % tabCells)));
    else if (first >= ' ' && first !== '\x7f') this.write(plainText(piece));
  }

  left(): LineText {
    const tones: ToneRun[] = [];
    this.tones.forEach((tone, from) => {
      const last = tones.at(-1);
      if (last?.tone === tone && last.to === from) tones[tones.length - 1] = {...last, to: from + 1};
      else if (tone !== 'plain') tones.push({from, to: from + 1, tone});
    });
    return {text: this.characters.join(''), tones, sgr: this.sgr};
  }

  private write(text: string): void {
    const tone = toneOfSgr(this.sgr);
    for (const character of text.split('')) {
      if (this.at >= columnsMax) return;
      this.pad(this.at);
      this.characters[this.at] = character;
      this.tones[this.at] = tone;
      this.at += 1;
    }
  }

  private pad(to: number): void {
    while (this.characters.length < to) {
      this.characters.push(' ');
      this.tones.push('plain');
    }
  }

  private obey(sequence: string): void {
    const match = /^(?:\x1b\[|\x9b)(\d*(?:[;:]\d*)*)([@-~])$/.exec(sequence);
    if (match === null) return;
    const [, parameters = '', final = ''] = match;
    const count = Math.min(columnsMax, Math.max(1, Number(parameters.split(';')[0] || 1)));
    switch (final) {
      case 'm':
        this.sgr = sgrAfter(this.sgr, parameters);
        return;
      case 'C':
        this.at = Math.min(columnsMax, this.at + count);
        return;
      case 'D':
        this.at = Math.max(0, this.at - count);
        return;
      case 'G':
        this.at = count - 1;
        return;
      // To the end of the screen is to the end of the line for a line alone.
      case 'J':
      case 'K':
        this.erase(Number(parameters || 0));
        return;
      case 'P':
        this.characters.splice(this.at, count);
        this.tones.splice(this.at, count);
        return;
      case '@':
        if (this.at >= this.characters.length) return;
        this.characters.splice(this.at, 0, ...Array<string>(count).fill(' '));
        this.tones.splice(this.at, 0, ...Array<Tone>(count).fill('plain'));
        return;
    }
  }

  /** 0: from the cursor on; 1: up to it; 2: all of it. */
  private erase(part: number): void {
    if (part === 0) {
      this.characters.length = Math.min(this.characters.length, this.at);
      this.tones.length = this.characters.length;
      return;
    }
    if (part === 2) {
      this.characters.length = 0;
      this.tones.length = 0;
    }
    const to = Math.min(this.at + 1, this.characters.length);
    this.characters.fill(' ', 0, to);
    this.tones.fill('plain', 0, to);
  }
}

const tabCells = 8;

function runOf(text: string, sgr: Sgr): readonly ToneRun[] {
  const tone = toneOfSgr(sgr);
  return tone === 'plain' || text === '' ? [] : [{from: 0, to: text.length, tone}];
}

/** The runs of a part of the text, counted from where it begins. */
export function tonesOfPart(
  tones: readonly ToneRun[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): readonly ToneRun[] {
  return tones.flatMap((run) => {
    const part = {...run, from: Math.max(0, run.from - from), to: Math.min(run.to, to) - from};
    return part.to > part.from ? [part] : [];
  });
}
