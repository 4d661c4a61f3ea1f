// What a program on the target wants its text to look like, as Ink can draw it; without colours the weights are left.
import {type SgrColour, type SgrTone, sgrOfTone} from '../src/view/sgr.ts';
import type {Look} from './look.ts';

export function lookOfSgr(tone: SgrTone, colors: boolean): Look {
  const known = (colors ? coloured : colourless).get(tone);
  if (known !== undefined) return known;
  const look = madeOf(tone, colors);
  const looks = colors ? coloured : colourless;
  // Every colour of a picture may be another one.
  if (looks.size >= looksMax) looks.clear();
  looks.set(tone, look);
  return look;
}

const looksMax = 1000;
const coloured = new Map<SgrTone, Look>();
const colourless = new Map<SgrTone, Look>();

function madeOf(tone: SgrTone, colors: boolean): Look {
  const {text, ground, bold, dim, italic, underline, inverse} = sgrOfTone(tone);
  const color = colors ? nameOf(text) : undefined;
  const backgroundColor = colors ? nameOf(ground) : undefined;
  return {
    ...(color === undefined ? {} : {color}),
    ...(backgroundColor === undefined ? {} : {backgroundColor}),
    ...(bold ? {bold} : {}),
    ...(dim ? {dimColor: dim} : {}),
    ...(italic ? {italic} : {}),
    ...(underline ? {underline} : {}),
    // A ground alone told something, and there is no colour to tell it with.
    ...(inverse || (!colors && ground !== null) ? {inverse: true} : {}),
  };
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function nameOf(colour: SgrColour): string | undefined {
  if (colour === null) return undefined;
  if (typeof colour === 'string') return colour;
  if (colour < 8) return names[colour];
  return colour < 16 ? `${names[colour - 8]}Bright` : `ansi256(${colour})`;
}
