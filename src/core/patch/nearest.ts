// Where a hunk that does not fit comes closest, line by line, so that the next try can be right.
import type {Hunk} from './patch.ts';
import type {TextLine} from './text-lines.ts';

const linesShown = 24;
const charactersShown = 160;
/** Comparisons of two lines; a longer file is looked at only as far. */
const comparisonsMax = 400_000;

export function nearestText(lines: readonly TextLine[], {lines: hunkLines}: Hunk, from: number): string {
  const old = hunkLines.filter(({kind}) => kind !== 'add').map(({text}) => text);
  const made = hunkLines.filter(({kind}) => kind !== 'drop').map(({text}) => text);
  const isAdding = hunkLines.some(({kind}) => kind === 'add');
  const applied = isAdding ? exactPlace(lines, made, 0) : null;
  if (applied !== null) return `its new text stands in the file already, from line ${applied + 1} on`;
  const before = exactPlace(lines, old, 0);
  if (before !== null && before < from) {
    return `its lines stand at line ${before + 1}, before the end of the hunk that precedes it (line ${from}); hunks go in the order of the file`;
  }
  const place = nearestPlace(lines, old);
  if (place === null) return 'no line of its context stands in the file; read the file again';
  const shown = old
    .slice(0, linesShown)
    .flatMap((text, index) => compared(lines[place + index], text, place + index + 1));
  const left = old.length - linesShown;
  const rest = left > 0 ? `\n(${left} more lines)` : '';
  return `its lines do not stand in the file as they are. Nearest, from line ${place + 1} on (= same, ! differs):\n${shown.join('\n')}${rest}`;
}

function exactPlace(lines: readonly TextLine[], wanted: readonly string[], from: number): number | null {
  if (wanted.length === 0) return null;
  for (let at = from; at + wanted.length <= lines.length; at++) {
    if (wanted.every((text, index) => lines[at + index]?.text === text)) return at;
  }
  return null;
}

function nearestPlace(lines: readonly TextLine[], old: readonly string[]): number | null {
  const wanted = old.map((text) => ({text, flat: flat(text)}));
  const known = lines.map(({text}) => ({text, flat: flat(text)}));
  const rows = Math.min(known.length, Math.ceil(comparisonsMax / Math.max(1, old.length)));
  let best = {place: 0, score: 0};
  for (let place = 1 - old.length; place < rows; place++) {
    let score = 0;
    for (const [index, line] of wanted.entries()) {
      const there = known[place + index];
      if (there !== undefined) score += likeness(line, there);
    }
    if (score > best.score) best = {place: Math.max(0, place), score};
  }
  return best.score > 0 ? best.place : null;
}

interface Line {
  readonly text: string;
  readonly flat: string;
}

const flat = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** White space is what models get wrong most; a blank line or a lone brace tells no place. */
function likeness(one: Line, other: Line): number {
  if (one.flat.length < 3) return one.flat === other.flat ? 0.1 : 0;
  if (one.text === other.text) return 3;
  if (one.flat === other.flat) return 2;
  const shared = sharedPrefix(one.flat, other.flat);
  return shared * 2 >= Math.max(one.flat.length, other.flat.length) ? 1 : 0;
}

function sharedPrefix(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function compared(line: TextLine | undefined, wanted: string, number: number): readonly string[] {
  if (line === undefined) return [`! ${number} the file has ended; the patch has ${quoted(wanted)}`];
  if (line.text === wanted) return [`= ${number} ${cut(line.text)}`];
  const why = flat(line.text) === flat(wanted) ? ' (only white space differs)' : '';
  return [
    `! ${number} in the file  ${quoted(line.text)}${why}`,
    `! ${' '.repeat(String(number).length)} in the patch ${quoted(wanted)}`,
  ];
}

const cut = (text: string): string => (text.length > charactersShown ? `${text.slice(0, charactersShown)}…` : text);
const quoted = (text: string): string => JSON.stringify(cut(text));
