// The names that a misspelt one may have meant: the fewest letters apart, then those that begin alike.
import {lettersOf, type Names} from './name-table.ts';

export function nearestNames(names: Names, wanted: string, namesMax = 6): readonly string[] {
  const apartMax = wanted.length <= 4 ? 1 : wanted.length <= 9 ? 2 : 3;
  const letters = lettersOf(wanted);
  const near: {readonly name: string; readonly apart: number}[] = [];
  for (let index = 0; index < names.count; index++) {
    if (Math.abs(names.lengthAt(index) - wanted.length) > apartMax) continue;
    if (bitsIn(letters ^ names.lettersAt(index)) > 2 * apartMax) continue;
    const name = names.at(index);
    const apart = lettersApart(wanted, name, apartMax);
    if (apart <= apartMax) near.push({name, apart});
  }
  near.sort((one, other) => one.apart - other.apart || (one.name < other.name ? -1 : 1));
  const best = near[0]?.apart ?? 0;
  const found = near.filter(({apart}) => apart <= best + 1).map(({name}) => name);
  return found.length > 0 ? found.slice(0, namesMax) : alike(names, wanted, namesMax);
}

/** Those around its place in the order that share at least half of it. */
function alike(names: Names, wanted: string, namesMax: number): readonly string[] {
  const place = names.placeOf(wanted);
  const around: string[] = [];
  for (let index = Math.max(0, place - namesMax); index < Math.min(names.count, place + namesMax); index++) {
    around.push(names.at(index));
  }
  const half = Math.max(4, Math.ceil(wanted.length / 2));
  return around
    .filter((name) => shared(name, wanted) >= half)
    .sort((one, other) => shared(other, wanted) - shared(one, wanted))
    .slice(0, namesMax);
}

function shared(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/**
 * Letters put in, left out, changed, or swapped with the next one; more than `apartMax` is told as one more than that. Only the
 * places that can be within reach are counted, in rows that are used again: this runs for thousands of names.
 */
export function lettersApart(one: string, other: string, apartMax: number): number {
  const far = apartMax + 1;
  const width = other.length + 1;
  let [before, last, next] = [0, 1, 2].map(() => new Uint16Array(width).fill(far)) as [Row, Row, Row];
  for (let column = 0; column < width; column++) last[column] = Math.min(column, far);
  for (let row = 1; row <= one.length; row++) {
    const [from, to] = [Math.max(1, row - apartMax), Math.min(other.length, row + apartMax)];
    next.fill(far);
    next[0] = Math.min(row, far);
    let least = next[0];
    for (let column = from; column <= to; column++) {
      const cost = Math.min(costAt({one, other, row, column}, {before, last, next}), far);
      next[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > apartMax) return far;
    [before, last, next] = [last, next, before];
  }
  return Math.min(last[other.length] ?? far, far);
}

type Row = Uint16Array<ArrayBuffer>;

interface Rows {
  readonly before: Row;
  readonly last: Row;
  readonly next: Row;
}

interface Cell {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly column: number;
}

function costAt({one, other, row, column}: Cell, {before, last, next}: Rows): number {
  const [letter, against] = [one.charCodeAt(row - 1), other.charCodeAt(column - 1)];
  const changed = (last[column - 1] ?? 0) + (letter === against ? 0 : 1);
  const cost = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed);
  const isSwap =
    row > 1 && column > 1 && letter === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === against;
  return isSwap ? Math.min(cost, (before[column - 2] ?? 0) + 1) : cost;
}

function bitsIn(number: number): number {
  const pairs = number - ((number >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
