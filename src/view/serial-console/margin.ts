// What the console itself says between the target's lines, told apart from them by its rule.

export const marginRule = (unicode: boolean): string => (unicode ? '──' : '--');

/** `── quarterdeck: words ──`, in as many rows as it takes; they are broken between words where there are any. */
export function marginLines(words: string, cells: number, rule: string): readonly string[] {
  const head = `${rule} quarterdeck: `;
  const room = Math.max(20, cells - 1 - head.length - rule.length - 1);
  const rows: string[] = [];
  let current = '';
  for (const word of words.split(' ').flatMap((whole) => piecesOf(whole, room))) {
    if (current === '') current = word;
    else if (current.length + 1 + word.length <= room) current += ` ${word}`;
    else {
      rows.push(current);
      current = word;
    }
  }
  rows.push(current);
  const indent = rule + ' '.repeat(head.length - rule.length);
  return rows.map((row, at) => `${at === 0 ? head : indent}${row}${at === rows.length - 1 ? ` ${rule}` : ''}`);
}

function piecesOf(word: string, room: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += room) pieces.push(word.slice(at, at + room));
  return pieces;
}
