// A difference as rows: what came green, what went red, the rest dim; and its counts in a word.
import {safeText} from './safe-text.ts';
import {cutText, type Row, row, type Tone, type Width} from './spans.ts';

export function diffRows(diff: string, cells: number, width: Width): readonly Row[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => row(cutText(safeText(line), cells, width), toneOf(line)));
}

function toneOf(line: string): Tone {
  switch (line[0]) {
    case '+':
      return 'good';
    case '-':
      return 'bad';
    case ' ':
    case '@':
    case '\\':
      return 'dim';
    default:
      return 'strong';
  }
}

/** `+3 -1`, of all files that the difference names; empty where it has none to tell. */
export function diffCounts(diff: string): string {
  const heads = diff.split('\n').flatMap((line) => /^[A-Za-z0-9_].* \+(\d+) -(\d+)$/.exec(line) ?? []);
  const sum = (at: 1 | 2): number =>
    heads.reduce((total, value, index) => (index % 3 === at ? total + Number(value) : total), 0);
  return heads.length === 0 ? '' : `+${sum(1)} -${sum(2)}`;
}
