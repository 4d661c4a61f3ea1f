// A row of a frame, as Ink hands it over, read as cells: which character stands where, and in which look. A look is the codes that are in
// force (ECMA-48, 8.3.117), in one order, so that equal looks are equal texts.
import {cellWidth} from '../../../components/cell-width.ts';

export interface Cells {
  /** One UTF-16 unit a cell. */
  readonly text: string;
  readonly looks: readonly string[];
}

/** Null where a cell can't be told from its neighbours: wide characters, and what a terminal may join with the one before it. */
export function cellsOf(row: string): Cells | null {
  const looks: string[] = [];
  let text = '';
  let look = '';
  let at = 0;
  for (const {0: code, 1: codes = '', index} of row.matchAll(lookChange)) {
    const piece = row.slice(at, index);
    for (let cell = 0; cell < piece.length; cell++) looks.push(look);
    text += piece;
    look = lookAfter(look, codes);
    at = index + code.length;
  }
  text += row.slice(at);
  while (looks.length < text.length) looks.push(look);
  return isOfSingleCells(text) ? {text, looks} : null;
}

const lookChange = /\x1b\[([\d;]*)m/g;

/** Both sets of codes are few, and come again in every frame. */
function lookAfter(look: string, codes: string): string {
  const key = `${look}m${codes}`;
  const known = looksAfter.get(key);
  if (known !== undefined) return known;
  if (looksAfter.size >= looksKnownMax) looksAfter.clear();
  let inForce = codesOf(look);
  for (const code of codesOf(codes === '' ? '0' : codes))
    inForce = [...inForce.filter(isKeptBeside(code)), ...set(code)];
  const next = inForce.toSorted().join(';');
  looksAfter.set(key, next);
  return next;
}

const looksAfter = new Map<string, string>();
const looksKnownMax = 4096;

/** A colour of the table or of one's own is one code with its arguments. */
const codesOf = (codes: string): readonly string[] => codes.match(/[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+/g) ?? [];

const text = /^(?:3[0-8]|9[0-7])/;
const ground = /^(?:4[0-8]|10[0-7])/;
const ends: Readonly<Record<string, RegExp>> = {
  '0': /^/,
  '22': /^[12]$/,
  '23': /^3$/,
  '24': /^4$/,
  '27': /^7$/,
  '39': text,
  '49': ground,
};

const set = (code: string): readonly string[] => (code in ends ? [] : [code]);

function isKeptBeside(code: string): (old: string) => boolean {
  const ended = ends[code] ?? [text, ground].find((colours) => colours.test(code));
  return (old) => old !== code && ended?.test(old) !== true;
}

function isOfSingleCells(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || (unit > 0x7e && !isSingle(unit))) return false;
  }
  return true;
}

function isSingle(unit: number): boolean {
  const known = singles.get(unit);
  if (known !== undefined) return known;
  const character = String.fromCharCode(unit);
  const isOne = standsAlone.test(character) && cellWidth(character) === 1;
  singles.set(unit, isOne);
  return isOne;
}

/** At most as many as there are units of UTF-16. */
const singles = new Map<number, boolean>();

/** Latin, Greek and Cyrillic letters, punctuation, arrows, mathematics, frames, blocks and signs. */
const standsAlone =
  /^[\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff]$/;
