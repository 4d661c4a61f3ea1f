// When two sights are one finding. Lines move, and addresses and counts change from run to run; what is wrong with which file does not. The
// place is the function and the text of the line: who changes the line itself has made another finding of it.
import type {Anchor, CheckFinding} from './examination.ts';

type Worded = {readonly class: string} & Pick<CheckFinding, 'file' | 'claim'>;

export function isSame(one: Worded, other: Worded): boolean {
  return one.class === other.class && one.file === other.file && isSameText(one.claim, other.claim);
}

interface Placed {
  readonly anchor?: Anchor;
}

/** Two that have no place are at the same one: their words have to say what is the same. */
export function isSamePlace({anchor: one}: Placed, {anchor: other}: Placed): boolean {
  return one?.text === other?.text && one?.within === other?.within;
}

/** In the same words, at the same place: nobody need be told of it twice. */
export function isSameSight(one: Worded & Placed, other: Worded & Placed): boolean {
  return isSame(one, other) && isSamePlace(one, other);
}

/** But for numbers. */
export function isSameText(one: string, other: string): boolean {
  return unnumbered(one) === unnumbered(other);
}

function unnumbered(text: string): string {
  return text.replaceAll(/\b(?:0x[0-9a-f]+|[0-9a-f]{8,}|\d+)\b/gi, '#');
}
