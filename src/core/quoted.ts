// Words from outside (a script's last line, a kernel's title of a crash) in a sentence of the house.

/** They can't begin a line of their own. */
export function onOneLine(words: string): string {
  return words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

const charactersMax = 300;

/** Seen to be somebody else's, from their first word to their last: they can't end their own quotation. */
export function quoted(words: string): string {
  const line = onOneLine(words).replaceAll('"', "'");
  return `"${line.length > charactersMax ? `${line.slice(0, charactersMax)}…` : line}"`;
}
