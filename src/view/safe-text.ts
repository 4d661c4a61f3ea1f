// Text of agents, kernels and persons made fit for the screen: what terminals disagree about is left out as well.
import {plainText} from '../kernel/sanitize.ts';

/** One line without control characters and escape sequences, its tabs four wide, its emoji without variants and joins, and no half of a surrogate pair. */
export function safeText(line: string): string {
  if (printable.test(line)) return line;
  const plain = plainText(line.toWellFormed().replaceAll('\t', '    '));
  return plain.replace(ignorable, '').replace(halfWidth, inFullWidth);
}

const printable = /^[\x20-\x7e]*$/;

/** Variation selectors, soft hyphens, fillers, annotations, tags, skin tones: tables of widths differ on them from terminal to terminal. */
const ignorable = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|[\u{1f3fb}-\u{1f3ff}]/gu;

/** Half-width katakana and hangul: to some terminals a sound mark is a cell of its own, to others a part of what it stands behind. */
const halfWidth = /[\uff61-\uffdc]+/g;

/** A sound mark that stands behind nothing it could join stays a sign of its own. */
function inFullWidth(text: string): string {
  return text.normalize('NFKC').replaceAll('\u3099', '\u309b').replaceAll('\u309a', '\u309c');
}
