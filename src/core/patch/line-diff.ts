// The difference of two texts, line by line (Myers, "An O(ND) Difference Algorithm", 1986), bounded: texts that have next to nothing
// in common are told as one replaced by the other.
import {cutText} from '../limits.ts';

export interface DiffLine {
  readonly kind: 'keep' | 'drop' | 'add';
  readonly text: string;
}

/** Lines dropped and added together before the search is given up. */
const distanceMax = 600;

export function lineDiff(old: string, made: string): readonly DiffLine[] {
  const [olds, mades] = [linesOf(old), linesOf(made)];
  let head = 0;
  while (head < olds.length && head < mades.length && olds[head] === mades[head]) head += 1;
  let tail = 0;
  while (tail < olds.length - head && tail < mades.length - head && olds.at(-1 - tail) === mades.at(-1 - tail))
    tail += 1;
  const middle = between(olds.slice(head, olds.length - tail), mades.slice(head, mades.length - tail));
  return [...kept(olds.slice(0, head)), ...middle, ...kept(olds.slice(olds.length - tail))];
}

/** A last line without an end is another than the same one with it. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last === '' ? lines : [...lines, `${last}\n${noNewline}`];
}

const noNewline = '\\ no newline at the end of the file';

const all =
  (kind: DiffLine['kind']) =>
  (lines: readonly string[]): readonly DiffLine[] =>
    lines.map((text) => ({kind, text}));
const kept = all('keep');
const dropped = all('drop');
const added = all('add');

/** `furthest` holds, for each diagonal, how far in the old text the furthest path on it comes; one row of it for each distance. */
function between(olds: readonly string[], mades: readonly string[]): readonly DiffLine[] {
  const whole = [...dropped(olds), ...added(mades)];
  const max = Math.min(distanceMax, olds.length + mades.length);
  const rows: ReadonlyMap<number, number>[] = [];
  let furthest: ReadonlyMap<number, number> = new Map([[1, 0]]);
  for (let distance = 0; distance <= max; distance++) {
    rows.push(furthest);
    const next = new Map(furthest);
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = isDown(furthest, diagonal, distance) ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < olds.length && x - diagonal < mades.length && olds[x] === mades[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= olds.length && x - diagonal >= mades.length) return walked(olds, mades, rows);
    }
    furthest = next;
  }
  return whole;
}

const at = (furthest: ReadonlyMap<number, number>, diagonal: number): number => furthest.get(diagonal) ?? -1;

function isDown(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean {
  return diagonal === -distance || (diagonal !== distance && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
}

/** From the end back to the beginning, one distance at a time. */
function walked(
  olds: readonly string[],
  mades: readonly string[],
  rows: readonly ReadonlyMap<number, number>[],
): readonly DiffLine[] {
  const reversed: DiffLine[] = [];
  let x = olds.length;
  let y = mades.length;
  for (let distance = rows.length - 1; distance >= 0; distance--) {
    const furthest = rows[distance] ?? new Map();
    const isAdded = isDown(furthest, x - y, distance);
    const fromX = isAdded ? at(furthest, x - y + 1) : at(furthest, x - y - 1);
    const fromY = isAdded ? fromX - (x - y + 1) : fromX - (x - y - 1);
    while (x > Math.max(0, fromX) && y > Math.max(0, fromY) && (x > fromX + (isAdded ? 0 : 1) || distance === 0)) {
      reversed.push({kind: 'keep', text: olds[x - 1] ?? ''});
      x -= 1;
      y -= 1;
    }
    if (distance === 0) break;
    reversed.push(isAdded ? {kind: 'add', text: mades[y - 1] ?? ''} : {kind: 'drop', text: olds[x - 1] ?? ''});
    x = fromX;
    y = fromY;
  }
  return reversed.reverse();
}

const contextLines = 3;

/** For a person and for a role: a head with the counts, then each stretch of change with the line it begins at. */
export function diffText(path: string, old: string, made: string, charactersMax: number): string {
  const lines = lineDiff(old, made);
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  const head = `${path} +${count('add')} -${count('drop')}`;
  return cutText([head, ...stretches(lines)].join('\n'), charactersMax);
}

const sign = {keep: ' ', drop: '-', add: '+'} as const;

function stretches(lines: readonly DiffLine[]): readonly string[] {
  const near = new Uint8Array(lines.length);
  for (const [index, {kind}] of lines.entries()) {
    if (kind !== 'keep') near.fill(1, Math.max(0, index - contextLines), index + contextLines + 1);
  }
  const told: string[] = [];
  let number = 1;
  for (const [index, {kind, text}] of lines.entries()) {
    if (near[index] === 1) {
      if (near[index - 1] !== 1) told.push(`@@ line ${number}`);
      told.push(`${sign[kind]}${text}`);
    }
    if (kind !== 'drop') number += 1;
  }
  return told;
}
