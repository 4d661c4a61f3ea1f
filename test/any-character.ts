// Any character of Unicode, for properties of text. fast-check's own unit `binary` makes a table of all 1.1 million once it is asked
// whether a string could be one of its own: a second, of which no property has anything.
import fc from 'fast-check';

const surrogates = {first: 0xd800, count: 0x800};

export const anyCharacter = fc
  .nat({max: 0x10ffff - surrogates.count})
  .map((number) => String.fromCodePoint(number < surrogates.first ? number : number + surrogates.count));
