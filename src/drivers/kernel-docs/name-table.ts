// Every name that the index knows, laid out so that the nearest ones are found without reading them all.

export interface NameTable {
  /** The names, sorted, each followed by a line feed. */
  readonly text: Uint8Array;
  /** Where each begins; one more for the end. 32 bits each, as the two below. */
  readonly places: Uint8Array;
  /** Which letters are in each: a bit for every letter and digit. */
  readonly letters: Uint8Array;
}

export function nameTable(names: readonly string[]): NameTable {
  const places = new Uint32Array(names.length + 1);
  const letters = new Uint32Array(names.length);
  let at = 0;
  for (const [index, name] of names.entries()) {
    places[index] = at;
    letters[index] = lettersOf(name);
    at += name.length + 1;
  }
  places[names.length] = at;
  return {
    text: Buffer.from(names.map((name) => `${name}\n`).join(''), 'latin1'),
    places: new Uint8Array(places.buffer),
    letters: new Uint8Array(letters.buffer),
  };
}

export interface Names {
  readonly count: number;
  at(index: number): string;
  /** The longest name has `length` letters; -1 when there are none. */
  lengthAt(index: number): number;
  lettersAt(index: number): number;
  /** Of the first name that does not come before it. */
  placeOf(name: string): number;
}

export function openNames({text, places, letters}: NameTable): Names {
  const placeList = wordsOf(places);
  const letterList = wordsOf(letters);
  const all = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1');
  const count = letterList.length;
  const at = (index: number): string => all.slice(placeList[index], (placeList[index + 1] ?? 1) - 1);
  return {
    count,
    at,
    lengthAt: (index) => (placeList[index + 1] ?? 0) - (placeList[index] ?? 0) - 1,
    lettersAt: (index) => letterList[index] ?? 0,
    placeOf(name) {
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (at(middle) < name) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** A copy: what comes out of a file need not lie at a multiple of four. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** Letters without case are bits 0 to 25, digits share 26 to 30, anything else is the last. */
export function lettersOf(name: string): number {
  let bits = 0;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index) | 0x20;
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) bits |= 1 << (26 + ((code - 48) >> 1));
    else bits |= 1 << 31;
  }
  return bits >>> 0;
}
