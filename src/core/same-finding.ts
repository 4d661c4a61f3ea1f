// When two sights are one finding. Lines move, and addresses and counts change from run to run; what is wrong with which file does not. The
// place is the function and the text of the line: who changes the line itself has made another finding of it.
import type {Anchor, CheckFinding} from './examination.ts';

type Worded = {readonly class: string} & Pick<CheckFinding, 'file' | 'claim'>;

export function isSame(one: Worded, other: Worded): boolean {
  return one.class === other.class && one.file === other.file && unnumbered(one.claim) === unnumbered(other.claim);
}

interface Placed {
  readonly anchor?: Anchor;
}

/** Two that have no place are at the same one. */
export function isSamePlace({anchor: one}: Placed, {anchor: other}: Placed): boolean {
  return one?.text === other?.text && one?.within === other?.within;
}

/** Words of a line, but for numbers. */
export function isSameLine(one: string, other: string): boolean {
  return unnumbered(one) === unnumbered(other);
}

function unnumbered(claim: string): string {
  return claim.replaceAll(/\b(?:0x[0-9a-f]+|[0-9a-f]{8,}|\d+)\b/gi, '#');
}
