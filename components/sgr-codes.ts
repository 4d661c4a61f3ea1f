// A look as the codes of the terminal (ECMA-48, 8.3.117), with no more colours than it has.
import type {Look} from './look.ts';

/** Bits of a colour: the sixteen by name, the table of 256, or any. */
export type Depth = 4 | 8 | 24;

/** As Node's `getColorDepth` tells it; a terminal of which nothing is known has the sixteen. */
export function depthOf(bits: number): Depth {
  if (bits >= 24) return 24;
  return bits >= 8 ? 8 : 4;
}

/** What switches a look on; nothing where it is the terminal's own. All of it ends with `lookEnd`. */
export function lookStart(look: Look, depth: Depth): string {
  const codes = [
    ...weights.flatMap(([weight, code]) => (look[weight] === true ? [code] : [])),
    ...(look.color === undefined ? [] : colourCodes(look.color, 0, depth)),
    ...(look.backgroundColor === undefined ? [] : colourCodes(look.backgroundColor, groundOffset, depth)),
  ];
  return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}

export const lookEnd = '\x1b[0m';

const weights = [
  ['bold', 1],
  ['dimColor', 2],
  ['italic', 3],
  ['underline', 4],
  ['inverse', 7],
] as const;

const groundOffset = 10;
const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** A name, `#rrggbb`, or `ansi256(n)`. */
function colourCodes(colour: string, offset: number, depth: Depth): readonly number[] {
  const name = names.indexOf(colour.replace('Bright', ''));
  if (name >= 0) return [sixteenCode(name + (colour.endsWith('Bright') ? 8 : 0)) + offset];
  const ofTable = /^ansi256\((\d+)\)$/.exec(colour);
  if (ofTable !== null) return tableCodes(Number(ofTable[1]), offset, depth);
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  if (depth === 4) return [sixteenCode(sixteenOf(parts)) + offset];
  return depth === 8 ? [38 + offset, 5, tableOf(parts)] : [38 + offset, 2, ...parts];
}

function tableCodes(number: number, offset: number, depth: Depth): readonly number[] {
  if (number < 16) return [sixteenCode(number) + offset];
  return depth === 4 ? [sixteenCode(sixteenOf(partsOf(number))) + offset] : [38 + offset, 5, number];
}

const sixteenCode = (number: number): number => (number < 8 ? 30 + number : 90 + number - 8);

/** The nearest of the cube of 6 x 6 x 6, whose steps are 0, 95, 135, 175, 215 and 255, or of the greys behind it. */
function tableOf([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const isGrey = red === green && green === blue;
  if (isGrey && red >= 8 && red <= 248) return 232 + Math.round(((red - 8) * 23) / 240);
  const step = (part: number): number => (part < 48 ? 0 : part < 115 ? 1 : Math.floor((part - 35) / 40));
  return 16 + 36 * step(red) + 6 * step(green) + step(blue);
}

function partsOf(number: number): readonly number[] {
  if (number >= 232) return new Array<number>(3).fill(8 + 10 * (number - 232));
  const cube = number - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => (step === 0 ? 0 : 55 + 40 * step));
}

/** By hue; a grey that is rather dark is the bright black, which shows on light grounds. */
function sixteenOf(parts: readonly number[]): number {
  const most = Math.max(...parts);
  if (most < 64) return 0;
  const hue = parts.reduce((sum, part, index) => sum + (part > most / 2 ? 1 << index : 0), 0);
  if (hue === 7 && most < 128) return 8;
  return most > 192 ? hue + 8 : hue;
}
