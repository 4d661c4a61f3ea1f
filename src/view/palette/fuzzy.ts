// Whether some letters stand in a text in their order, and how well: at the beginnings of words and side by side is better.

export interface Match {
  /** Higher is better; only of use beside that of another text for the same letters. */
  readonly score: number;
  /** Indices into the text, one for each letter that was looked for. */
  readonly at: readonly number[];
}

/** Spaces are not looked for, nor is the case of letters. Null where the letters do not stand there. */
export function fuzzyMatch(query: string, text: string): Match | null {
  const letters = [...query.toLowerCase()].filter((letter) => letter !== ' ');
  const lower = text.toLowerCase();
  const whole = matchedFrom(letters, lower, 0);
  if (whole === null) return null;
  // The first place is not always the best: "re" is meant at the beginning of "reset", not in "where".
  const starts = [...lower].flatMap((letter, index) => (letter === letters[0] ? [index] : []));
  const others = starts.flatMap((from) => matchedFrom(letters, lower, from) ?? []);
  return [whole, ...others].reduce((best, match) => (match.score > best.score ? match : best));
}

function matchedFrom(letters: readonly string[], text: string, from: number): Match | null {
  const at: number[] = [];
  let score = 0;
  let next = from;
  for (const letter of letters) {
    const found = text.indexOf(letter, next);
    if (found === -1) return null;
    score += worthOf(text, found, at.at(-1));
    at.push(found);
    next = found + letter.length;
  }
  return {score, at};
}

function worthOf(text: string, at: number, before: number | undefined): number {
  if (before !== undefined && at === before + 1) return 8;
  const beginsWord = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  // What comes first in a text names it.
  const gap = Math.min(4, (at - (before ?? 0)) / 8);
  return (beginsWord ? 6 : 1) - gap;
}
