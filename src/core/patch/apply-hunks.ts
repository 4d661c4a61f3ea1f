// Applies the hunks of one file: each at the one place where its context stands exactly, or not at all.
import type {Refusal} from '../commands.ts';
import {nearestText} from './nearest.ts';
import type {Hunk} from './patch.ts';
import {joined, type TextLine, textLines} from './text-lines.ts';

export function applyHunks(path: string, text: string, hunks: readonly Hunk[]): {readonly text: string} | Refusal {
  const lines = textLines(text);
  const made: TextLine[] = [];
  let from = 0;
  for (const [index, hunk] of hunks.entries()) {
    const name = `hunk ${index + 1} of ${path} (line ${hunk.patchLine} of the patch)`;
    const found = placeOf(name, lines, hunk, from);
    if (typeof found !== 'number') return found;
    made.push(...lines.slice(from, found), ...changed(lines, hunk, found));
    from = found + oldOf(hunk).length;
  }
  return {text: joined([...made, ...lines.slice(from)], lines.at(-1)?.end ?? '\n')};
}

const oldOf = ({lines}: Hunk): readonly string[] => lines.filter(({kind}) => kind !== 'add').map(({text}) => text);

/** A new line ends as its neighbour does; a kept one stays as it is. */
function changed(lines: readonly TextLine[], hunk: Hunk, place: number): readonly TextLine[] {
  const made: TextLine[] = [];
  let at = place;
  for (const {kind, text} of hunk.lines) {
    const line = lines[at];
    if (kind === 'add') made.push({text, end: (line ?? lines[at - 1])?.end || lines[0]?.end || '\n'});
    else {
      if (kind === 'keep' && line !== undefined) made.push(line);
      at += 1;
    }
  }
  return made;
}

function placeOf(name: string, lines: readonly TextLine[], hunk: Hunk, from: number): number | Refusal {
  const old = oldOf(hunk);
  const starts = startsOf(lines, hunk.anchors, from);
  if (starts.length === 0) return {refused: anchorRefusal(name, lines, hunk, from)};
  if (old.length === 0) return insertionPlace(name, lines, hunk, starts);
  const places = hunk.isAtEnd
    ? [lines.length - old.length].filter((place) => place >= from && stands(lines, old, place))
    : placesFrom(lines, old, starts, hunk.anchors.length > 0);
  const [first, ...others] = places;
  if (first === undefined) return {refused: `${name} does not fit: ${nearestText(lines, hunk, from)}`};
  if (others.length === 0) return first;
  const shown = places.slice(0, placesShown).map((place) => place + 1);
  return {
    refused: `${name} fits at ${places.length} places, lines ${shown.join(', ')}; give more lines of context, or "@@ LINE" with the line of the function that it is in`,
  };
}

const placesShown = 8;

/** Where the search begins: behind every chain of lines that the headers name. */
function startsOf(lines: readonly TextLine[], anchors: readonly string[], from: number): readonly number[] {
  return anchors.reduce<readonly number[]>(
    (starts, anchor) => {
      const first = starts[0];
      if (first === undefined) return [];
      return lines.flatMap(({text}, at) => (at >= first && text.trim() === anchor ? [at] : []));
    },
    [from],
  );
}

/** Without a header every place counts; with one the first place behind it is meant. */
function placesFrom(
  lines: readonly TextLine[],
  old: readonly string[],
  starts: readonly number[],
  isAnchored: boolean,
): readonly number[] {
  const all = lines.flatMap((_, at) => (at >= (starts[0] ?? 0) && stands(lines, old, at) ? [at] : []));
  if (!isAnchored) return all;
  const behind = starts.flatMap((start) => all.find((place) => place >= start) ?? []);
  return [...new Set(behind)];
}

function stands(lines: readonly TextLine[], old: readonly string[], place: number): boolean {
  return place + old.length <= lines.length && old.every((text, index) => lines[place + index]?.text === text);
}

/** Lines that are only added stand behind the line that the header names, or at the end. */
function insertionPlace(
  name: string,
  lines: readonly TextLine[],
  hunk: Hunk,
  starts: readonly number[],
): number | Refusal {
  if (hunk.isAtEnd || lines.length === 0) return lines.length;
  const [start, ...others] = starts;
  if (hunk.anchors.length === 0 || start === undefined) {
    return {refused: `${name} has no context: add the lines that stand around the place, or "*** End of File"`};
  }
  if (others.length === 0) return start + 1;
  const shown = starts.slice(0, placesShown).map((place) => place + 1);
  return {
    refused: `${name}: the line ${JSON.stringify(hunk.anchors.at(-1))} stands at lines ${shown.join(', ')}; give more context`,
  };
}

function anchorRefusal(name: string, lines: readonly TextLine[], hunk: Hunk, from: number): string {
  const missing = hunk.anchors.find((_, index) => startsOf(lines, hunk.anchors.slice(0, index + 1), from).length === 0);
  const where = from === 0 ? 'in the file' : `behind line ${from} of the file, where the hunk before it ends`;
  const near = oldOf(hunk).length === 0 ? '' : ` Of its lines: ${nearestText(lines, hunk, from)}`;
  return `${name} does not fit: the line of its header, ${JSON.stringify(missing)}, stands nowhere ${where}.${near}`;
}
