// Text of agents, kernels and persons made fit for the screen: what terminals disagree about is left out as well.
import {plainText} from '../kernel/sanitize.ts';

/** One line without control characters and escape sequences, its tabs four wide, its emoji without variants and joins. */
export function safeText(line: string): string {
  if (printable.test(line)) return line;
  return plainText(line.replaceAll('\t', '    ')).replace(variants, '');
}

const printable = /^[\x20-\x7e]*$/;

/** Variation selectors, skin tones, tags: tables of widths differ on them from terminal to terminal. */
const variants = /[\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}\u{e0000}-\u{e01ef}]/gu;
