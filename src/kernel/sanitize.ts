// Makes console text fit to be shown or handed on: nothing in it can move a cursor, change a colour or reorder the line.
// Works on one line; the streams are split into lines first.

const sequences = new RegExp(
  [
    // Strings with an end of their own (OSC, DCS, SOS, PM, APC); without it they swallow the line.
    '(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?',
    // CSI: parameters, intermediates, a final byte; one that is cut has none.
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?',
    // Two-byte sequences, with intermediates as in ESC ( B.
    '\\x1b[ -/]*[0-~]?',
  ].join('|'),
  'g',
);
const controls = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g;
/** Marks, embeddings, overrides and isolates (Unicode annex 9), line separators, and the byte order mark. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const suspicious = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const tabWidth = 8;

/** The line without escape sequences and controls; tabs become spaces, as if the line began at the left edge. */
export function plainText(line: string): string {
  if (!suspicious.test(line)) return line;
  return expandTabs(line.replace(sequences, '').replace(controls, '').replace(invisible, ''));
}

function expandTabs(line: string): string {
  const pieces = line.split('\t');
  let text = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) text += ' '.repeat(tabWidth - (text.length % tabWidth)) + piece;
  return text;
}
