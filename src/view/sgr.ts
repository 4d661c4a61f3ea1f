// Colours and weights that a program on the target chose for its text (ECMA-48, 8.3.117: SGR), and the tone that carries them
// through the rows of the screen: `sgr:<text colour>,<ground>,<letters>`. What a component makes of them is its own affair.

export type SgrTone = `sgr:${string}`;

/** 0 to 255 of the terminal's table, or `#rrggbb`; null for the terminal's own. */
export type SgrColour = number | string | null;

export interface Sgr {
  readonly text: SgrColour;
  readonly ground: SgrColour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export const plainSgr: Sgr = {
  text: null,
  ground: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
};

const letters = {bold: 'b', dim: 'd', italic: 'i', underline: 'u', inverse: 'r'} as const;
const flags = Object.keys(letters) as readonly (keyof typeof letters)[];

/** `plain` where nothing was chosen. */
export function toneOfSgr(sgr: Sgr): SgrTone | 'plain' {
  if (sgr === plainSgr) return 'plain';
  const weights = flags.map((flag) => (sgr[flag] ? letters[flag] : '')).join('');
  if (sgr.text === null && sgr.ground === null && weights === '') return 'plain';
  return `sgr:${sgr.text ?? ''},${sgr.ground ?? ''},${weights}`;
}

export function sgrOfTone(tone: SgrTone): Sgr {
  const [text = '', ground = '', weights = ''] = tone.slice('sgr:'.length).split(',');
  return {
    text: colourOf(text),
    ground: colourOf(ground),
    bold: weights.includes(letters.bold),
    dim: weights.includes(letters.dim),
    italic: weights.includes(letters.italic),
    underline: weights.includes(letters.underline),
    inverse: weights.includes(letters.inverse),
  };
}

export function isSgrTone(tone: string): tone is SgrTone {
  return tone.startsWith('sgr:');
}

/** Where even a blank is seen. */
export function coversBlanks(tone: SgrTone): boolean {
  const {ground, inverse, underline} = sgrOfTone(tone);
  return ground !== null || inverse || underline;
}

function colourOf(written: string): SgrColour {
  if (written === '') return null;
  return written.startsWith('#') ? written : Number(written);
}

/** What is chosen after `CSI parameters m`; what is not known is passed over. */
export function sgrAfter(before: Sgr, parameters: string): Sgr {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let sgr = before;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const {colour, used} = extended(codes, at + 1);
      if (colour !== null) sgr = code === 38 ? {...sgr, text: colour} : {...sgr, ground: colour};
      at += used;
    } else sgr = afterCode(sgr, code);
  }
  return sgr;
}

/** `5;N` of the table, or `2;R;G;B`. */
function extended(codes: readonly number[], at: number): {readonly colour: SgrColour; readonly used: number} {
  if (codes[at] === 5) return {colour: byteOf(codes[at + 1]), used: 2};
  if (codes[at] !== 2) return {colour: null, used: 1};
  const parts = codes.slice(at + 1, at + 4).map((part) => byteOf(part) ?? 0);
  return {colour: `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`, used: 4};
}

function byteOf(code: number | undefined): number | null {
  return code !== undefined && Number.isInteger(code) && code >= 0 && code <= 255 ? code : null;
}

function afterCode(sgr: Sgr, code: number): Sgr {
  const change = changes[code];
  if (change !== undefined) return {...sgr, ...change};
  if (code >= 30 && code <= 37) return {...sgr, text: code - 30};
  if (code >= 40 && code <= 47) return {...sgr, ground: code - 40};
  if (code >= 90 && code <= 97) return {...sgr, text: code - 90 + 8};
  if (code >= 100 && code <= 107) return {...sgr, ground: code - 100 + 8};
  return sgr;
}

const changes: Readonly<Record<number, Partial<Sgr>>> = {
  0: plainSgr,
  1: {bold: true},
  2: {dim: true},
  3: {italic: true},
  4: {underline: true},
  7: {inverse: true},
  22: {bold: false, dim: false},
  23: {italic: false},
  24: {underline: false},
  27: {inverse: false},
  39: {text: null},
  49: {ground: null},
};
