// Tones as what a terminal can do, by the theme. Signs and words carry what a row means; colour and weight only help the eye.
import {isSgrTone, type SgrTone} from '../src/view/sgr.ts';
import type {Tone} from '../src/view/spans.ts';
import type {Look} from './look.ts';
import {lookOfSgr} from './sgr-look.ts';

/** The themes, and `colourless`: what NO_COLOR asks for. */
export const palettes = ['terminal', 'dark', 'light', 'contrast', 'colourless'] as const;
export type Palette = (typeof palettes)[number];

type Looks = Readonly<Record<Exclude<Tone, SgrTone>, Look>>;

export function lookOf(tone: Tone, palette: Palette): Look {
  return isSgrTone(tone) ? lookOfSgr(tone, palette !== 'colourless') : looks[palette][tone];
}

/** Sixteen colours that the person's own terminal defines, and nothing that fades on a light ground or a dark one. */
const terminal: Looks = {
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

interface Colours {
  readonly dim: string;
  readonly accent: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  /** Of words on a ground of one of these colours. */
  readonly on: string;
}

/** Colours of its own, for a ground that is the terminal's and known to be dark, or light. */
function coloured({dim, accent, good, bad, warn, on}: Colours): Looks {
  const banner = (color: string): Look => ({color: on, backgroundColor: color, bold: true});
  return {
    plain: {},
    dim: {color: dim},
    strong: {bold: true},
    accent: {color: accent},
    good: {color: good},
    bad: {color: bad},
    warn: {color: warn},
    chosen: {inverse: true},
    alarm: banner(bad),
    ask: banner(warn),
    done: banner(good),
    bar: {backgroundColor: accent, color: on},
  };
}

const dark: Looks = coloured({
  dim: '#9a9a9a',
  accent: '#5fd7ff',
  good: '#87d787',
  bad: '#ff8787',
  warn: '#ffd75f',
  on: '#000000',
});

const light: Looks = coloured({
  dim: '#626262',
  accent: '#005f87',
  good: '#005f00',
  bad: '#af0000',
  warn: '#875f00',
  on: '#ffffff',
});

/** Nothing is faint: the terminal's brightest colours on its own ground, which is best black, and full grounds under banners. */
const contrast: Looks = {
  plain: {},
  dim: {},
  strong: {bold: true},
  accent: {color: 'cyanBright', bold: true},
  good: {color: 'greenBright', bold: true},
  bad: {color: 'redBright', bold: true},
  warn: {color: 'yellowBright', bold: true},
  chosen: {color: 'black', backgroundColor: 'whiteBright', bold: true},
  alarm: {color: 'whiteBright', backgroundColor: 'red', bold: true},
  ask: {color: 'black', backgroundColor: 'yellowBright', bold: true},
  done: {color: 'black', backgroundColor: 'greenBright', bold: true},
  bar: {color: 'black', backgroundColor: 'cyanBright'},
};

const colourless: Looks = {
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

const looks: Readonly<Record<Palette, Looks>> = {terminal, dark, light, contrast, colourless};
